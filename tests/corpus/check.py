#!/usr/bin/env python3
"""check.py: is every post of the corpus what it says? Prints the tables of the README; exit 1 at the first kind of fault.

    python3 tests/corpus/check.py [council ...]
"""
import collections, csv, json, pathlib, re, sys, tomllib
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

HERE = pathlib.Path(__file__).resolve().parent
LONDON = ZoneInfo("Europe/London")
FIELDS = [
    "id", "platform", "text", "alt_texts", "links", "link_titles", "poll_options", "reshare_of", "reply_to", "at",
    "period", "expected", "reasons", "span", "category", "hard", "note",
]
REASONS = {
    "councillor-mention", "councillor-image", "party-political", "reshare", "quote", "promotes-account",
    "candidate-mention", "politician-mention", "seeks-to-influence-voters", "personal-data", "profanity",
}
YEAR_ROUND = {"party-political", "personal-data", "profanity", "seeks-to-influence-voters"}
ROSTER = "name,aliases,title,role,party,ward,handles,profile_url,is_candidate,candidate_in".split(",")
faults = []


def fault(where, what):
    faults.append(f"{where}: {what}")


def parts(post):
    yield post["text"]
    for name in ("alt_texts", "links", "link_titles", "poll_options"):
        yield from post[name]
    for name in ("reshare_of", "reply_to"):
        if post[name] is not None:
            yield post[name]


def windows(folder):
    """The periods of elections.toml: (start, end, wards or None)."""
    told = tomllib.loads((folder / "elections.toml").read_text(encoding="utf-8"))
    for election in told.get("election", []):
        start = datetime.combine(election["notice"], datetime.min.time(), LONDON)
        end = datetime.combine(election["poll"], datetime.min.time(), LONDON) + timedelta(hours=22)
        yield start, end.replace(hour=22), election.get("wards")
    for period in told.get("period", []):
        yield period["starts"].replace(tzinfo=LONDON), period["ends"].replace(tzinfo=LONDON), period.get("wards")


def period_of(spans, at):
    found = [wards for start, end, wards in spans if start <= at < end]
    if any(wards is None for wards in found):
        return "inside"
    return "ward-only" if found else "outside"


def roster(folder):
    told = tomllib.loads((folder / "purdah.toml").read_text(encoding="utf-8"))
    names, handles = set(), set()
    for name in told["roster"]["files"]:
        with open(folder / name, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for number, row in enumerate(rows, 2):
            where = f"{folder.name}/{name}:{number}"
            if list(row) != ROSTER or None in row.values():
                fault(where, "not the columns of a roster")
            if row["name"] in names:
                fault(where, f"{row['name']} is there twice")
            names.add(row["name"])
            for handle in filter(None, row["handles"].split("|")):
                if handle.lower() in handles:
                    fault(where, f"{handle} belongs to two")
                handles.add(handle.lower())
    return told, names


def look(folder):
    spans = list(windows(folder))
    roster(folder)
    posts, seen, texts = [], set(), collections.Counter()
    for number, line in enumerate((folder / "posts.jsonl").read_text(encoding="utf-8").splitlines(), 1):
        where = f"{folder.name}/posts.jsonl:{number}"
        post = json.loads(line)
        posts.append(post)
        if list(post) != FIELDS:
            fault(where, f"fields {list(post)}")
            continue
        if post["id"] in seen or not re.fullmatch(r"[a-z]\d{4}", post["id"]):
            fault(where, f"id {post['id']}")
        seen.add(post["id"])
        at = datetime.fromisoformat(post["at"])
        if at.tzinfo is None:
            fault(where, "a time without an offset")
        elif at.utcoffset() not in (timedelta(0), at.astimezone(LONDON).utcoffset()):
            fault(where, f"{post['at']} is neither London's time nor UTC")
        elif period_of(spans, at) != post["period"]:
            fault(where, f"period {post['period']}, the calendar says {period_of(spans, at)}")
        stop = post["expected"] == "hold_or_block"
        if not stop and post["expected"] != "allow":
            fault(where, f"expected {post['expected']}")
        if stop != bool(post["reasons"]) or stop != bool(post["span"]):
            fault(where, "a stop has reasons and spans, an allowed post has neither")
        if set(post["reasons"]) - REASONS:
            fault(where, f"reasons {post['reasons']}")
        if stop and post["period"] == "outside" and not set(post["reasons"]) & YEAR_ROUND:
            fault(where, "stopped outside every period for a reason of the period")
        for span in post["span"]:
            if not any(span in part for part in parts(post)):
                fault(where, f"span {span!r} is in no part")
        if not any(parts(post)) or not isinstance(post["hard"], bool):
            fault(where, "an empty post, or hard is no boolean")
        for part in parts(post):
            for link in re.findall(r"https?://([^/\s]+)", part):
                if not link.endswith(".example"):
                    fault(where, f"{link} is not a .example domain")
        texts[post["text"], str(post["alt_texts"]), str(post["links"]), str(post["reshare_of"]), post["period"], post["expected"]] += 1
    for key, count in texts.items():
        if count > 1:
            fault(folder.name, f"the same post {count} times in one period: {key[0][:60]!r} {key[3]}")
    return posts


def main():
    folders = [HERE / name for name in sys.argv[1:]] or sorted(p.parent for p in HERE.glob("*/posts.jsonl"))
    everything, ids = [], collections.Counter()
    print("| council | posts | stop | allow | inside | ward-only | outside | hard |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    for folder in folders:
        posts = look(folder)
        ids.update(p["id"] for p in posts)
        everything += posts
        row(folder.name, posts)
    row("all", everything)
    if max(ids.values()) > 1:
        fault("corpus", "an id is used by two councils")
    print("\n| reason | posts |\n|---|--:|")
    for reason, count in collections.Counter(r for p in everything for r in p["reasons"]).most_common():
        print(f"| {reason} | {count} |")
    print("\n| category | stop | allow |\n|---|--:|--:|")
    table = collections.defaultdict(lambda: [0, 0])
    for p in everything:
        table[p["category"]][p["expected"] == "allow"] += 1
    for category in sorted(table):
        print(f"| {category} | {table[category][0]} | {table[category][1]} |")
    for line in faults:
        print(line, file=sys.stderr)
    sys.exit(bool(faults))


def row(name, posts):
    count = lambda told: sum(map(told, posts))
    stop = count(lambda p: p["expected"] != "allow")
    print(
        f"| {name} | {len(posts)} | {stop} ({100 * stop // max(1, len(posts))} %) | {len(posts) - stop} "
        f"| {count(lambda p: p['period'] == 'inside')} | {count(lambda p: p['period'] == 'ward-only')} "
        f"| {count(lambda p: p['period'] == 'outside')} | {count(lambda p: p['hard'])} |"
    )


main()
