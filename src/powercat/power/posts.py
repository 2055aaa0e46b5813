"""Who does the steps of a handling item: the bodies that offer it, and the posts in which they do each step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from powercat.core.catalog import Catalog
from powercat.core.record import Node, Record
from powercat.core.reference import blurred
from powercat.power.bodies import bodies_of_handbook
from powercat.power.item import powers_of
from powercat.power.life import in_force, stands, status, today
from powercat.power.limits import lasting
from powercat.power.local import local_entries
from powercat.power.once import once
from powercat.power.standard import edition
from powercat.power.unread import is_doubtful


@dataclass(frozen=True, eq=False, slots=True)
class Place:
    """A post as a step names it: the body, and its post (``None``: the body has no such post)."""

    body: Record
    post: Node | None


def entry_of(catalog: Catalog, item: Node, body: Record) -> Node | None:
    """What a body says of a handling item on its own; ``None`` where it says nothing."""
    own = [entry for entry in local_entries(catalog, item) if entry.record["organization"].text == body.id]
    return next((entry for entry in own if stands(entry.record, today(catalog))), own[0] if own else None)


def acting(catalog: Catalog, item: Node) -> Sequence[Record]:
    """The bodies that act on a handling item, whether or not they offer it: the handbook's, else those of its powers (of those
    that are in force, where any is; else of those that have not ended)."""
    powers = powers_of(catalog, item.record, item)
    held = [power for power in powers if in_force(catalog, power)]
    return bodies_of_handbook(
        catalog, item.record, held or [power for power in powers if status(catalog, power) != "ended"] or powers
    )


def offering(catalog: Catalog, item: Node) -> Sequence[tuple[Record, Node | None]]:
    """The bodies that act by a handling item, each with its own entry; those that do not offer it are left out."""
    known, key = _known(catalog), (item.record.id, item.pointer)
    if key not in known:
        refusing = _refusing(catalog).get((item.record.id, item["id"].text), ())
        known[key] = [(body, entry_of(catalog, item, body)) for body in acting(catalog, item) if body.id not in refusing]
    return known[key]


@once
def _known(catalog: Catalog) -> dict[tuple[str, str], Sequence[tuple[Record, Node | None]]]:
    """What :func:`offering` has worked out."""
    return {}


@once
def _refusing(catalog: Catalog) -> Mapping[tuple[str, str], Collection[str]]:
    """By handbook and handling item, the bodies that do not offer it: today, or on the first day of an edition to come."""
    found: dict[tuple[str, str], set[str]] = {}
    for handbook in lasting(catalog):
        day = max(today(catalog), edition(catalog, handbook).first)
        powers = handbook.data.get("powers")
        for power in powers if isinstance(powers, list) else ():
            for entry in _not_offered(catalog).get(power, ()) if isinstance(power, str) else ():
                if stands(entry.record, day):
                    found.setdefault((handbook.id, entry["id"].text), set()).add(entry.record["organization"].text)
    return found


@once
def _not_offered(catalog: Catalog) -> Mapping[str, Sequence[Node]]:
    """The entries of implementations that say so, by power."""
    found: dict[str, list[Node]] = {}
    for implementation in catalog.of("implementation"):
        for entry in implementation["handling_items"]:
            if entry["offered"].value is False:
                found.setdefault(implementation["power"].text, []).append(entry)
    return found


def actor(catalog: Catalog, step: Node, body: Record, entry: Node | None) -> Record | None:
    """The body that does a step where ``body`` acts; ``None`` where the record does not tell for sure."""
    if not step["stage"] or any(is_doubtful(step[name]) for name in ("stage", "actor", "actor_level")):
        return None
    stage = step["stage"].text
    who = step["actor"].text or ("accepting_body" if stage in ("acceptance", "delivery") else "deciding_body")
    if who == "organization":
        return catalog.target(step["actor_organization"])
    if who == "level":
        return next((each for each in _upward(catalog, body) if each["level"].text == step["actor_level"].text), None)
    if who not in ("accepting_body", "deciding_body"):
        return None
    stated = entry[who] if entry is not None else None
    return catalog.target(stated) if stated is not None and (stated.raw is not None or stated.misspelt) else body


def _upward(catalog: Catalog, body: Record) -> Iterator[Record]:
    seen: set[str] = set()
    above: Record | None = body
    while above is not None and above.id not in seen:
        seen.add(above.id)
        yield above
        above = catalog.target(above["parent"])


def place(catalog: Catalog, name: str, body: Record | None) -> Place | None:
    """The post that a step or duty names where ``body`` does it; ``None`` where that body is not known for sure, or its posts
    cannot be read.
    """
    other, slash, post = name.rpartition("/")
    acting = catalog.find("organization", other) if slash else body
    found = acting["posts"].find(post) if acting is not None else None
    if acting is None or (found is None and blurred(acting.kind.root, acting.data, ("posts", "id"))):
        return None
    return Place(acting, found)


def places(catalog: Catalog, item: Node, step: Node) -> Sequence[Place]:
    """The posts in which a step is done, one for each body that acts; none where it names no post."""
    known, key = _places(catalog), (step.record.path, step.pointer)
    if key not in known:
        name = step["post"].text
        each = (place(catalog, name, actor(catalog, step, body, entry)) for body, entry in offering(catalog, item) if name)
        known[key] = list({found.body.id: found for found in each if found is not None}.values())
    return known[key]


@once
def _places(catalog: Catalog) -> dict[tuple[str, str], Sequence[Place]]:
    """What :func:`places` has found, by file and step: several rules ask for the same."""
    return {}


def post_name(catalog: Catalog, item: Node, step: Node) -> str:
    """What people call the post of a step: its name in the first body that has it, else as the step writes it."""
    named = (each.post["name"].text for each in places(catalog, item, step) if each.post is not None)
    return next(named, "") or step["post"].text


def elsewhere_called(catalog: Catalog, post: Node) -> str:
    """What the post that a field names is called in the first body that has it, whichever that is; else as it is written."""
    for body in catalog.known(post.field.ref).get(post.text, ()):
        found = body["posts"].find(post.text)
        if found is not None and found["name"]:
            return found["name"].text
    return post.text


def same_post(catalog: Catalog, item: Node, one: Node, other: Node) -> bool:
    """Whether two steps are done in the same post of the same body, with any body that acts; by what they write, where no body is
    known.
    """
    if not one["post"] or not other["post"]:
        return False
    here, there = _names(catalog, item, one), _names(catalog, item, other)
    return not here.isdisjoint(there) if here and there else one["post"].text == other["post"].text


def _names(catalog: Catalog, item: Node, step: Node) -> set[tuple[str, str]]:
    name = step["post"].text.rpartition("/")[2]
    return {(each.body.id, name) for each in places(catalog, item, step)}
