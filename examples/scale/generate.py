#!/usr/bin/env python3
"""Writes made-up areas, as many as asked for and the same ones each time.

In: how many, a seed, how many answers to leave open. Out: a JSON object a line on standard output, or with
--files YAML files in subfolders of 1,000. Needs Python 3 and nothing else. All answers are made up.

    ./generate.py 1000000 > areas.ndjson
    ./generate.py 50000 --open 0 --files areas/
"""

import argparse
import json
import os
import random
import sys

# Both names of each criterion of the default rule set, and how often it is answered yes and partly.
MATTERING = [
    ("market_exists", "marknad_finns", 0.75, 0.15),
    ("delimitable_mission", "avgransbart_uppdrag", 0.75, 0.20),
    ("pricing", "prissattning", 0.70, 0.22),
    ("follow_up", "uppfoljning", 0.55, 0.38),
    ("sensitivity", "kanslig_malgrupp", 0.40, 0.35),
    ("premise_control", "radighet_lokaler", 0.25, 0.35),
    ("ultimate_responsibility", "yttersta_ansvar", 0.30, 0.35),
    ("exercise_of_authority", "myndighetsutovning", 0.06, 0.04),
    ("lov_scope", "lov_omfattar", None, None),
    ("user_choice", "brukarval", 0.45, 0.25),
    ("provider_diversity", "mangfald_utforare", 0.35, 0.35),
    ("employer_choice", "val_av_arbetsgivare", 0.15, 0.35),
    ("variable_needs", "foranderliga_behov", 0.35, 0.40),
    ("flexibility", "flexibilitet", 0.45, 0.35),
    ("long_term_stability", "stabilitet", 0.50, 0.30),
    ("geographic_steering", "geografisk_styrning", 0.25, 0.35),
    ("cost_control", "kostnadskontroll", 0.40, 0.40),
    ("high_investment", "hoga_investeringar", 0.10, 0.20),
    ("specialised_competence", "specialiserad_kompetens", 0.30, 0.40),
    ("in_house_specialists", "specialister_i_egenregin", 0.30, 0.40),
    ("capacity_steering", "kapacitetsstyrning", 0.30, 0.35),
    ("development_intensive", "utvecklingsinsatser", 0.15, 0.35),
    ("coordination_gains", "samordningsvinster", 0.30, 0.40),
    ("municipal_alternative", "kommunalt_alternativ", 0.30, 0.25),
]
# These add advice, complements or a variant, and never change the outcome.
FURTHER = [
    ("service_law", "lagrum", None, None),
    ("civil_society_partner", "ideburen_partner", 0.15, 0.20),
    ("service_for_payment", "kop_av_tjanst", 0.10, 0.10),
    ("call_off_on_need", "avrop_vid_behov", 0.15, 0.15),
    ("child_or_youth_care", "barn_och_ungdomsomsorg", None, None),
]
ENGLISH = ("yes", "partly", "no", "unknown")
SWEDISH = ("ja", "delvis", "nej", "okänt")

# Name, board, group, law, whether it is care of children or youths.
SERVICES = [
    ("Hemtjänst", "Äldrenämnden", "Stöd i vardagen", "sol", False),
    ("Särskilt boende för äldre", "Äldrenämnden", "Boende", "sol", False),
    ("Korttidsboende för äldre", "Äldrenämnden", "Boende", "sol", False),
    ("Dagverksamhet för äldre", "Äldrenämnden", "Äldreomsorg", "sol", False),
    ("Träffpunkter för seniorer", "Äldrenämnden", "Förebyggande arbete", "other", False),
    ("Trygghetslarm", "Äldrenämnden", "Välfärdsteknik", "sol", False),
    ("Hemsjukvård", "Vård- och omsorgsnämnden", "Hälso- och sjukvård", "hsl", False),
    ("Rehabinsatser", "Vård- och omsorgsnämnden", "Hälso- och sjukvård", "hsl", False),
    ("Service av hjälpmedel", "Vård- och omsorgsnämnden", "Hälso- och sjukvård", "hsl", False),
    ("Bostad med särskild service", "Omsorgsnämnden", "Boende", "lss", False),
    ("Korttidsvistelse för barn", "Omsorgsnämnden", "Boende", "lss", True),
    ("Daglig verksamhet", "Omsorgsnämnden", "Sysselsättning", "lss", False),
    ("Ledsagarservice", "Omsorgsnämnden", "Stöd i vardagen", "lss", False),
    ("Personlig assistans", "Omsorgsnämnden", "Stöd i vardagen", "lss", False),
    ("Boendestöd", "Socialnämnden", "Stöd i vardagen", "sol", False),
    ("Familjerådgivning", "Socialnämnden", "Öppenvård", "sol", False),
    ("Familjestöd", "Socialnämnden", "Öppenvård", "sol", True),
    ("Öppenvård för vuxna", "Socialnämnden", "Öppenvård", "sol", False),
    ("Konsulentstödda familjehem", "Socialnämnden", "Placeringar", "sol", True),
    ("HVB för barn och unga", "Socialnämnden", "Placeringar", "sol", True),
    ("HVB för vuxna", "Socialnämnden", "Placeringar", "sol", False),
    ("Skyddat boende", "Socialnämnden", "Boende", "sol", False),
    ("Uppsökande arbete", "Socialnämnden", "Förebyggande arbete", "other", False),
]
PLACES = ["Norr", "Söder", "Öster", "Väster", "Nordost", "Sydväst", "Centrum", "Landsbygden"]
FORMS = ["verksamhetsuppdrag", "lov", "lou", "lov+verksamhetsuppdrag", "lou+verksamhetsuppdrag"]
NOTES = [
    "Tre utförare svarade på förfrågan våren 2026.",
    "Enligt nämndens uppföljning för det senaste året.",
    "Verksamheten bedömer att läget är oförändrat sedan förra planen.",
    "Brukarundersökningen visar att frågan är viktig för de flesta.",
    "Underlaget gäller en del av målgruppen, resten är inte utredd.",
    "Framgår av avtalet och av den senaste verksamhetsberättelsen.",
]
SOURCES = ["Uppföljningsrapport 2026", "Nämndens verksamhetsplan", "Gällande avtal", "Brukarundersökning 2025"]
# How many of the mattering answers the areas leave open where --open does not say: half of them none.
MIX = [0] * 10 + [1, 1, 2, 3, 4, 5, 6, 8, 10, 14]


class Maker:
    """Makes one area after the other; the first ones are the same however many are made."""

    def __init__(self, seed, left_open):
        # Of all that the generator offers, this alone gives the same numbers under every version of Python.
        self.random = random.Random(seed).random
        self.left_open = left_open

    def one_of(self, options):
        return options[int(self.random() * len(options))]

    def open_ones(self):
        """Which of the criteria that matter stay open."""
        count = self.one_of(MIX) if self.left_open is None else self.left_open
        order = list(range(len(MATTERING)))
        for place in range(count):
            other = place + int(self.random() * (len(order) - place))
            order[place], order[other] = order[other], order[place]
        return set(order[:count])

    def answer(self, yes, partly, words):
        draw = self.random()
        return words[0] if draw < yes else words[1] if draw < yes + partly else words[2]

    def area(self, number):
        name, board, group, law, young = self.one_of(SERVICES)
        language = int(self.random() * 2)
        words = (ENGLISH, SWEDISH)[language]
        municipal = 5 * int(self.random() * 21)
        area = {
            "area": f"{name} {self.one_of(PLACES)} {number}",
            "id": f"omrade-{number:07}",
            "board": board,
            "period": "2027-2030",
            "group": group,
            "current": {
                "form": self.one_of(FORMS),
                "as_of": "2026-06-30",
                "users": 5 + int(self.random() * 800),
                "providers": {"municipal": 1, "private": int(self.random() * 9), "nonprofit": 1},
                "share": {"municipal": municipal, "private": 100 - municipal},
                "geography": "Hela kommunen",
            },
        }
        if self.random() < 0.3:
            area["decision"] = {"form": self.one_of(FORMS), "source": "Protokoll 2026-10-15"}
        answers = area["answers"] = {}
        left_open = self.open_ones()
        for place, criterion in enumerate(MATTERING + FURTHER):
            _, _, yes, partly = criterion
            if place in left_open:
                # Half of what is open is left out, half is said to be unknown: it means the same.
                if self.random() < 0.5:
                    answers[criterion[language]] = words[3]
                continue
            if yes is not None:
                answer = self.answer(yes, partly, words)
            elif criterion[0] == "service_law":
                answer = law
            elif criterion[0] == "lov_scope":
                answer = ("within", "omfattas")[language] if law != "other" else ("outside", "omfattas_inte")[language]
            else:
                answer = words[0] if young else words[2]
            evidence = self.random()
            if evidence < 0.25:
                answer = {"answer": answer, "note": self.one_of(NOTES)}
                if evidence < 0.1:
                    answer["source"] = self.one_of(SOURCES)
            answers[criterion[language]] = answer
        return area


def yaml(mapping, indent=""):
    """A mapping as YAML; none of the texts above needs quotation marks."""
    lines = []
    for key, value in mapping.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{yaml(value, indent + '  ')}")
        else:
            lines.append(f"{indent}{key}: {value}\n")
    return "".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, metavar="N", help="how many areas")
    parser.add_argument("--seed", type=int, default=1, help="another number, other areas (default 1)")
    parser.add_argument("--open", type=int, metavar="K", choices=range(len(MATTERING) + 1),
                        help=f"how many of the {len(MATTERING)} answers that matter to leave open in each area "
                             "(default: none in half of the areas, up to 14 in the others)")
    parser.add_argument("--files", metavar="FOLDER", help="write YAML files into this folder instead")
    arguments = parser.parse_args()
    maker = Maker(arguments.seed, arguments.open)
    if arguments.files is None:
        # UTF-8 whatever the locale says.
        with open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False) as stream:
            dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
            for number in range(1, arguments.count + 1):
                stream.write(dumps(maker.area(number)) + "\n")
        return
    for number in range(1, arguments.count + 1):
        folder = os.path.join(arguments.files, f"{(number - 1) // 1000:04}")
        if (number - 1) % 1000 == 0:
            os.makedirs(folder, exist_ok=True)
        area = maker.area(number)
        with open(os.path.join(folder, area["id"] + ".yaml"), "w", encoding="utf-8", newline="\n") as stream:
            stream.write(yaml(area))


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:
        # The reader has had enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
