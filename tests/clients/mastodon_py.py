"""One call through Mastodon.py, as a council's script would make it; prints what the script would see as JSON."""

import argparse
import json
import sys

from mastodon import Mastodon, MastodonAPIError, MastodonError


def said(status):
    return {"id": str(status.id), "visibility": status.visibility, "url": status.url, "content": status.content}


def post(client, args):
    media = None
    if args.picture:
        media = [client.media_post(args.picture, mime_type="image/png", description=args.alt, synchronous=True)]
    return said(client.status_post(args.text, media_ids=media, idempotency_key=args.key))


def edit(client, args):
    return said(client.status_update(args.id, status=args.text))


def show(client, args):
    return said(client.status(args.id))


def delete(client, args):
    client.status_delete(args.id)
    return {"deleted": args.id}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--text", default="")
    parser.add_argument("--picture")
    parser.add_argument("--alt")
    parser.add_argument("--id")
    parser.add_argument("--key")
    parser.add_argument("call", choices=["post", "edit", "show", "delete"])
    args = parser.parse_args()
    client = Mastodon(access_token=args.token, api_base_url=args.base, mastodon_version="4.3.0",
                      version_check_mode="none", ratelimit_method="throw")
    calls = {"post": post, "edit": edit, "show": show, "delete": delete}
    try:
        answer = calls[args.call](client, args)
    except MastodonAPIError as error:
        # status, reason, and the text of the platform's own error.
        answer = {"error": type(error).__name__, "told": [str(part) for part in error.args]}
    except MastodonError as error:
        answer = {"error": type(error).__name__, "told": [str(error)]}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
