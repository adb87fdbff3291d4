"""Other people's iCalendar libraries: what they read of a file, and files they write.

calendars.py read FILE       the events each library finds, as JSON
calendars.py write FOLDER    writes one file for each library and way of saying when
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import ics
import icalendar
import vobject
from dateutil import tz

UTC = timezone.utc
LONDON = ZoneInfo("Europe/London")
TITLE = "Council election; “Mill, North”\\East – " + "a long title " * 8


def instant(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read(path):
    text = Path(path).read_bytes().decode()
    found = {
        "icalendar": [
            [str(event["UID"]), instant(event.start), instant(event.end), str(event["SUMMARY"])]
            for event in icalendar.Calendar.from_ical(text).events
        ],
        "vobject": [
            [event.uid.value, instant(event.dtstart.value), instant(event.dtend.value), event.summary.value]
            for event in vobject.readOne(text).vevent_list
        ],
        "ics": [
            [event.uid, instant(event.begin), instant(event.end), event.name] for event in ics.Calendar(text).events
        ],
    }
    print(json.dumps({library: sorted(events) for library, events in found.items()}))


def spans():
    """Each way of saying 25 March to 6 May 2027, 22:00."""
    start, end = datetime(2027, 3, 25), datetime(2027, 5, 6, 22)
    return {
        "days": (date(2027, 3, 25), date(2027, 5, 7)),
        "zone": (start.replace(tzinfo=LONDON), end.replace(tzinfo=LONDON)),
        "universal": (start.replace(tzinfo=UTC), (end - timedelta(hours=1)).replace(tzinfo=UTC)),
        "floating": (start, end),
    }


def for_vobject(at):
    """It knows dateutil's zones only."""
    zone = {LONDON: tz.gettz("Europe/London"), UTC: tz.tzutc()}.get(getattr(at, "tzinfo", None))
    return at.replace(tzinfo=zone) if zone else at


def write(folder):
    folder = Path(folder)
    for way, (start, end) in spans().items():
        calendar = icalendar.Calendar.new()
        calendar.add_component(icalendar.Event.new(uid="poll-1", summary=TITLE, start=start, end=end))
        if way == "zone":
            calendar.add_missing_timezones()
        (folder / f"icalendar-{way}.ics").write_bytes(calendar.to_ical())

        calendar = vobject.iCalendar()
        event = calendar.add("vevent")
        event.add("uid").value = "poll-1"
        event.add("summary").value = TITLE
        event.add("dtstart").value = for_vobject(start)
        event.add("dtend").value = for_vobject(end)
        (folder / f"vobject-{way}.ics").write_bytes(calendar.serialize().encode())

        if way == "floating":
            continue  # it takes every time for universal
        event = ics.Event(uid="poll-1", name=TITLE, begin=start, end=end)
        if way == "days":
            event.end = date(2027, 5, 6)  # it counts the last day in
            event.make_all_day()
        with (folder / f"ics-{way}.ics").open("w", newline="") as file:
            file.writelines(ics.Calendar(events=[event]).serialize_iter())


{"read": read, "write": write}[sys.argv[1]](sys.argv[2])
