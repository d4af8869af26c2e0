"""What holds is read once in a transaction, and anew once that transaction has written it."""

from api import configuring, queries
from api.db import Pool, transaction
from schemas.instruments import InstrumentChange
from tests.people import NOW, Cast


async def test_what_a_transaction_configures_holds_in_it_from_then_on(pool: Pool, cast: Cast) -> None:
    async with transaction(pool, cast.hospice) as db:
        assert (await configuring.agreed(db, cast.ada)).rules.missed == 2
        await queries.configurations.insert(db, "rules", None, 1, {"missed": 3}, cast.nadia, "Nadia", NOW)
        assert (await configuring.agreed(db, cast.ada)).rules.missed == 3


async def test_what_is_undone_to_a_savepoint_does_not_hold(pool: Pool, cast: Cast) -> None:
    class Undone(Exception):
        pass

    async with transaction(pool, cast.hospice) as db:
        try:
            async with db.savepoint():
                await queries.configurations.insert(db, "rules", None, 1, {"missed": 3}, cast.nadia, "Nadia", NOW)
                assert (await configuring.agreed(db, cast.ada)).rules.missed == 3
                raise Undone
        except Undone:
            assert (await configuring.agreed(db, cast.ada)).rules.missed == 2


async def test_several_patients_are_told_apart(pool: Pool, cast: Cast) -> None:
    """A plan of one's own holds for its patient; the organisation's for the others."""
    async with transaction(pool, cast.hospice) as db:
        own = {"times_a_day": 4, "targets": {"urgent": 15}}
        await queries.configurations.insert(db, "plan", cast.ada, 1, own, cast.nadia, "Nadia", NOW)
        await queries.configurations.insert(db, "watch", None, 1, {"targets": {"urgent": 45, "soon": 120}}, cast.nadia, "Nadia", NOW)
        holds = await configuring.of_patients(db, [cast.ada, cast.nadia])
        one_by_one = await configuring.agreed(db, cast.ada)
    assert holds.agreed(cast.ada) == one_by_one and one_by_one.times_a_day == 4
    assert holds.agreed(cast.nadia).times_a_day == 1
    assert holds.watch_over(cast.ada).targets == {"urgent": 15, "soon": 120}
    assert holds.watch_over(cast.nadia).targets == {"urgent": 45, "soon": 120}


async def test_an_instrument_that_is_switched_on_is_seen_so_at_once(pool: Pool, cast: Cast) -> None:
    pair = ("daily-check", "1")
    async with transaction(pool, cast.hospice) as db:
        (before,) = await queries.instruments.versions(db, {pair})
        optional = [item.id for item in before.items if item.optional and item.id not in before.switched_on][:1]
        await queries.instruments.change(db, before, InstrumentChange(switched_on=optional))
        (after,) = await queries.instruments.versions(db, {pair})
        assert after.switched_on == optional != before.switched_on
        assert await queries.instruments.get(db, *pair) == after
