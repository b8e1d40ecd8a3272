"""Events as flat rows, named as the columns of `dateline code --format csv`.

The sentence of an event is not among them: events do not hold it.
"""

COLUMNS = (
    "id", "doc", "published", "event", "mode", "cameo", "quad", "goldstein",
    "intensity", "status", "date_from", "date_to", "date_precision", "actor",
    "actor_code", "recipient", "recipient_code", "place", "country", "admin1",
    "lat", "lon", "geonames", "contexts", "counts", "attribution",
    "confidence", "trigger")
_SAME = ("id", "doc", "published", "event", "mode", "cameo", "quad",
         "goldstein", "intensity", "status", "confidence")
_PLACE = ("country", "admin1", "lat", "lon", "geonames")


def _joined(items, key):
    return ";".join(item.get(key, "") for item in items)


def _count(count):
    most = "" if count.get("max") is None else count["max"]
    return f"{count['kind']}={count['min']}-{most}"


def row(event):
    """One event as a dictionary of COLUMNS; None where it tells nothing."""
    date, place = event.get("date", {}), event.get("place", {})
    actors = event.get("actors", [])
    recipients = event.get("recipients", [])
    mentions = event.get("mentions", [])
    flat = {name: event.get(name) for name in _SAME}
    flat.update({name: place.get(name) for name in _PLACE})
    flat.update(
        date_from=date.get("from"), date_to=date.get("to"),
        date_precision=date.get("precision"),
        actor=_joined(actors, "text"), actor_code=_joined(actors, "code"),
        recipient=_joined(recipients, "text"),
        recipient_code=_joined(recipients, "code"),
        place=place.get("name"),
        contexts=";".join(event.get("contexts", [])),
        counts=";".join(map(_count, event.get("counts", []))),
        attribution=event.get("attribution", {}).get("text"),
        trigger=mentions[0]["trigger"] if mentions else None)
    return {name: None if flat[name] == "" else flat[name]
            for name in COLUMNS}


def frame(events):
    """A pandas DataFrame, a row an event, of events or lists of events (what
    code_many gives). CAMEO codes and ids stay text."""
    try:
        import pandas
    except ImportError as reason:
        raise ImportError("dateline.frame needs pandas, which is not "
                          "installed; dateline.row(event) gives a plain "
                          "dictionary without it") from reason
    rows = []
    for item in events:
        rows += map(row, [item] if isinstance(item, dict) else item)
    return pandas.DataFrame(rows, columns=list(COLUMNS))
