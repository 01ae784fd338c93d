"""Part B of the catalogue: customers."""

from typing import Final

from analysis.catalogue.row import Claim, Row

CUSTOMERS: Final = (
    Row(
        "B1",
        "Satisfaction",
        "a satisfied customer is several times as willing to buy again as a dissatisfied one",
        (
            Claim(
                "Satisfaction",
                "law",
                "satisfaction",
                "customers/test_satisfaction",
                ("customers/satisfaction",),
            ),
        ),
    ),
    Row(
        "B2",
        "Attitudinal and behavioural loyalty",
        "the wish to buy again pays only as far as it converts",
        (
            Claim(
                "Attitudinal and behavioural loyalty",
                "law",
                "loyalty (conversion)",
                "customers/test_loyalty",
                ("customers/loyalty",),
            ),
            Claim(
                "Loyalty programme",
                "law and choice",
                "loyalty programme",
                "crm/test_loyalty_programme",
                ("crm/loyalty_programme",),
                ("loyalty_programme/points",),
            ),
        ),
    ),
    Row(
        "B3",
        "Retention",
        "winning a customer costs several times as much as keeping one",
        (
            Claim(
                "Retention",
                "outcome",
                "retention (response to spending)",
                "crm/test_retention",
                ("crm/retention",),
            ),
            Claim(
                "Retention by contract", "law", "renewal", "customers/test_renewal", ("customers/renewal",)
            ),
            Claim(
                "Retention without a contract",
                "law",
                "dropout",
                "customers/test_dropout",
                ("customers/dropout",),
            ),
        ),
    ),
    Row(
        "B4",
        "Contribution",
        "customers who refer others, or cost much to serve, are worth other than they buy",
        (
            Claim(
                "Contribution with referrals",
                "law",
                "referral",
                "customers/test_referral",
                ("customers/referral",),
            ),
            Claim(
                "Cost to serve",
                "law",
                "cost to serve",
                "customers/test_cost_to_serve",
                ("customers/cost_to_serve",),
            ),
        ),
    ),
    Row(
        "B5",
        "Word of mouth",
        "without the network a good spreads more slowly and bad service costs less",
        (
            Claim(
                "Word of mouth",
                "law",
                "word of mouth",
                "customers/test_word_of_mouth",
                ("customers/word_of_mouth",),
            ),
        ),
    ),
    Row(
        "B6",
        "Three dimensions of service",
        "money on one dimension alone saturates; balance keeps more customers",
        (
            Claim(
                "Three dimensions of service",
                "law and choice",
                "service dimensions",
                "customers/test_service_dimensions",
                ("customers/service_dimensions",),
                ("service/dimensions",),
            ),
        ),
    ),
    Row(
        "B7",
        "Latent needs",
        "who finds the need that nobody voices delights, and wins the account",
        (
            Claim(
                "Latent needs",
                "law",
                "latent needs",
                "customers/test_latent_needs",
                ("customers/latent_needs",),
            ),
        ),
    ),
    Row(
        "B8",
        "Uncertain demand",
        "people differ and spread their purchases; habits hold as switching is dear",
        (
            Claim(
                "Uncertain demand",
                "law",
                "uncertain demand",
                "customers/test_uncertain_demand",
                ("customers/uncertain_demand",),
            ),
            Claim(
                "Brand choice",
                "law",
                "brand choice",
                "customers/test_brand_choice",
                ("customers/brand_choice",),
            ),
        ),
    ),
    Row(
        "B9",
        "Split loyalty",
        "high spenders are courted by all: keeping them costs more than the average",
        (
            Claim(
                "Split loyalty",
                "law and choice",
                "split loyalty",
                "customers/test_split_loyalty",
                ("customers/split_loyalty",),
                ("care/poaching",),
            ),
        ),
    ),
    Row(
        "B10",
        "Stages of the relationship",
        "care at the right time saves customers that a blanket discount does not",
        (
            Claim(
                "Stages of the relationship",
                "law and choice",
                "relationship stages, early warning",
                "crm/test_relationship_stages",
                ("crm/relationship_stages",),
                ("care/intensive_care", "care/blanket_discount"),
            ),
        ),
    ),
    Row(
        "B11",
        "Loyalty by value",
        "loyal, valuable, both or neither behave differently under the same offer",
        (Claim("Loyalty by value", "outcome", "loyalty", "customers/test_quadrants"),),
    ),
    Row(
        "B12",
        "Fairness",
        "beyond a point, more privilege for the best customers lowers total profit",
        (Claim("Fairness", "law", "fairness", "customers/test_fairness", ("customers/fairness",)),),
    ),
    Row(
        "B13",
        "Differentiation dulls price",
        "an entrant succeeds less, and later, against a loyal base",
        (
            Claim(
                "Differentiation dulls price",
                "law",
                "differentiation",
                "customers/test_differentiation",
                ("customers/differentiation",),
            ),
        ),
    ),
    Row(
        "B14",
        "Who the customer is",
        "consumers, traders and key accounts decide by rules of their own",
        (
            Claim(
                "Who the customer is",
                "law",
                "customer classes",
                "customers/test_customer_classes",
                ("customers/customer_classes",),
            ),
        ),
    ),
)
