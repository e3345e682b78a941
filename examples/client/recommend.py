"""Asks a running server for the best model within a limit on a target, with Python's standard library alone.

    python3 recommend.py http://127.0.0.1:7878 local-cpu/ort-fp32-1t 20
"""

import json
import sys
import urllib.error
import urllib.parse
import urllib.request


def recommend(server, target, milliseconds):
    query = urllib.parse.urlencode({"target": target, "maxLatency": milliseconds})
    with urllib.request.urlopen(f"{server}/api/recommend?{query}") as answer:
        return json.load(answer)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: recommend.py URL TARGET MILLISECONDS")
    try:
        answer = recommend(*sys.argv[1:])
    except urllib.error.HTTPError as refused:
        problems = json.load(refused)["problems"]
        sys.exit("\n".join(f"{problem['path']} {problem['message']}".strip() for problem in problems))
    best = answer["recommended"]
    if best is None:
        print(f"none of {answer['considered']} models keeps the limit")
    else:
        print(f"{best['variant']}: {best['reason']}")
