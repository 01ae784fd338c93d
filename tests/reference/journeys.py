"""Where one person takes advice, buys and meets a firm, channel by channel, in plain Python."""

from dataclasses import dataclass

from sim.mechanisms.channels.channel_migration import MOST_USES
from sim.mechanisms.channels.channel_types import Task
from sim.mechanisms.channels.failed_contacts import difficulty, handling
from sim.mechanisms.customers.brand_choice import arrival
from sim.randomness import Decision, exponential
from tests.reference.judgements import Judgements
from tests.reference.offers import Offer
from tests.reference.people import Person

TASKS = list(Task)
ADVICE, SALE, INSTALLATION = (TASKS.index(task) for task in (Task.ADVICE, Task.SALE, Task.INSTALLATION))
CONTACT = 255
MIDDLING = 0.5
NOT_REACHED = -1e29


@dataclass
class Journeys(Judgements):
    """What channels people go through."""

    def complete_journey(self, person: Person, offer: Offer, occasion: int) -> None:
        """Take advice, buy, have it installed."""
        firm, tables = offer.product.firm, self.market.posted.tasks
        advised = self.advised(person, occasion)
        self.take_advice(person, occasion, firm)
        self.tally.journeys[firm, advised, offer.channel] += 1
        self.meet_once(person, (firm, offer.channel, SALE), 0.0)
        fitting = int(tables.fitting[offer.index])
        if fitting >= 0:
            cents = self.meet_once(person, (firm, fitting, INSTALLATION), float(tables.cents[fitting]))
            person.relations[firm].contribution -= cents
        if self.rates.returns.is_on:
            self.may_return(person, offer, occasion)
        person.habit = offer.channel

    def may_return(self, person: Person, offer: Offer, occasion: int) -> None:
        """Bring an order back, or keep it."""
        firm, tables = offer.product.firm, self.market.posted.tasks
        chance = tables.returned[offer.index, self.advised(person, occasion)]
        if self.luck(Decision.RETURN, person, occasion) < chance:
            each, a_unit = tables.return_cents[offer.index].tolist()
            self.tally.returned[firm, offer.channel] += 1
            cost = each + a_unit * person.order_size
            person.relations[firm].contribution -= self.meet_once(
                person, (firm, offer.channel, TASKS.index(Task.AFTER_SALE)), cost
            )

    def take_advice(self, person: Person, occasion: int, seller: int | None) -> None:
        """Be advised by somebody who is there."""
        channel, tables = self.advised(person, occasion), self.market.posted.tasks
        if channel >= len(person.channel_taste):
            return
        there = [firm for firm in range(len(person.relations)) if tables.advises[firm, channel]]
        if seller in there:
            host = seller
        elif person.supplier in there:
            host = person.supplier
        else:
            host = there[int(self.luck(Decision.ADVISER, person, occasion) * len(there))]
        cents = self.meet_once(person, (host, channel, ADVICE), float(tables.cents[channel]))
        if host == seller:
            person.relations[host].contribution -= cents
        else:
            self.tally.showroomed[host] += 1
            self.tally.showroom_cents[host] += cents

    def meet(self, person: Person, firm: int) -> float:
        """Have a contact with a firm, and another if it fails; returns its quality."""
        tables, law = self.market.posted.tasks, self.rates.failed_contacts
        task = self.task(person)
        channel = self.contact_channel(person, firm, task)
        if channel is None:
            return -law.giving_up
        hard = difficulty(
            self.luck(Decision.DIFFICULTY, person, CONTACT), self.rates.task_channels.complexity
        )
        hard = hard if law.is_on else MIDDLING
        cost, quality = handling(hard, law.harder), float(tables.quality[firm, channel, task])
        if person.habit not in (-1, channel):
            quality -= float(tables.again[firm])
        cents = self.meet_once(person, (firm, channel, task), cost * float(tables.cents[channel]))
        other = int(tables.assisted[firm])
        if law.is_on and hard >= tables.ability[channel]:
            if other in (-1, channel) or self.luck(Decision.SPILL, person, CONTACT) >= law.spill:
                self.tally.unresolved[firm, channel] += 1
                quality -= law.giving_up
            else:
                self.tally.spilled[firm, channel] += 1
                cents += self.meet_once(person, (firm, other, task), cost * float(tables.cents[other]))
                quality, channel = float(tables.quality[firm, other, task] - tables.again[firm]), other
        person.habit = channel
        person.relations[firm].contribution -= cents
        return quality

    def task(self, person: Person) -> int:
        """What a contact is about."""
        drawn, limits = self.luck(Decision.TASK, person, CONTACT), self.market.posted.tasks.task_limits
        if drawn < limits[0]:
            return TASKS.index(Task.COMMUNICATION)
        return TASKS.index(Task.AFTER_SALE if drawn < limits[1] else Task.ACCOUNT_CARE)

    def contact_channel(self, person: Person, firm: int, task: int) -> int | None:
        """Channel of a contact: the one that arrives first."""
        tables, rates, race = self.market.posted.tasks, self.rates, []
        for channel, taste in enumerate(person.channel_taste):
            common = float(tables.contact[firm, channel, task])
            if min(taste, common) > NOT_REACHED:
                liking = taste + (rates.task_channels.habit if person.habit == channel else 0.0)
                if rates.channel_migration.is_on:
                    liking -= float(tables.unhelped[firm, channel]) * self.strangeness(person, channel)
                drawn = exponential(int(tables.contact_key[channel]), person.number + (CONTACT << 40))
                race.append((arrival(common + rates.brand_choice.channel * liking, drawn), channel))
        return min(race)[1] if race else None

    def meet_once(self, person: Person, where: tuple[int, int, int], cents: float) -> int:
        """Count one contact with (firm, channel, task); returns what it costs."""
        _, channel, _ = where
        whole = int(cents + 0.5)
        self.tally.task_contacts[where] += 1
        self.tally.task_cents[where] += whole
        person.visited |= 1 << channel
        if self.rates.channel_migration.is_on:
            person.practice[channel] = min(person.practice[channel] + 1, MOST_USES)
        return whole
