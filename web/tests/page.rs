//! The page without a browser: what events make of the working file, and the markup.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeSet;

use avtalsform_web::{App, Event, Mode, Reply};
use scraper::{Html, Selector};

fn event(act: &str, arg: &str, value: &str) -> Event {
    Event { act: act.into(), arg: arg.into(), value: value.into(), ..Event::default() }
}

fn send(app: &mut App, act: &str, arg: &str, value: &str) -> Reply {
    app.take(&event(act, arg, value), &[])
}

fn form(app: &mut App, act: &str, fields: &[(&str, &str)]) -> Reply {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    app.take(&Event { act: act.into(), fields, ..Event::default() }, &[])
}

fn open(app: &mut App, name: &str, content: impl AsRef<[u8]>) -> Reply {
    together(app, &[(name, content)])
}

fn together<T: AsRef<[u8]>>(app: &mut App, files: &[(&str, T)]) -> Reply {
    let names = files.iter().map(|(name, content)| ((*name).to_owned(), content.as_ref().len())).collect();
    let bytes: Vec<u8> = files.iter().flat_map(|(_, content)| content.as_ref()).copied().collect();
    app.take(&Event { act: "open".into(), files: names, ..Event::default() }, &bytes)
}

/// The number of a fact by what its field is called.
fn fact(app: &mut App, name: &str) -> String {
    let reply = send(app, "mode", "facts", "");
    let page = Html::parse_document(&reply.html);
    let labels = Selector::parse(".field label").unwrap();
    let label = page.select(&labels).find(|one| one.text().collect::<String>() == name);
    label.unwrap().attr("for").unwrap().trim_start_matches("f-").to_owned()
}

/// Seeks a service in a field by a usual word and takes the first one found; its id.
fn seek(app: &mut App, field: &str, taken: &str, word: &str) -> String {
    let reply = send(app, "form", field, word);
    sound(&reply);
    let page = Html::parse_document(&reply.html);
    let services = Selector::parse(&format!("input[name={taken}]")).unwrap();
    let id = page.select(&services).next().unwrap().attr("value").unwrap().to_owned();
    send(app, "form", taken, &id);
    id
}

/// Well-formed, every id once, every field with a label, every act known to be one.
fn sound(reply: &Reply) {
    let page = Html::parse_document(&format!("<!DOCTYPE html><html><body>{}</body></html>", reply.html));
    let faults: Vec<_> = page.errors.iter().collect();
    assert!(faults.is_empty(), "{faults:?}");
    let mut ids = BTreeSet::new();
    for one in page.select(&Selector::parse("[id]").unwrap()) {
        let id = one.attr("id").unwrap();
        assert!(ids.insert(id.to_owned()), "twice: {id}");
    }
    for one in page.select(&Selector::parse("input, select, textarea").unwrap()) {
        let id = one.attr("id").unwrap();
        let label = Selector::parse(&format!("label[for='{id}']")).unwrap();
        assert_eq!(page.select(&label).count(), 1, "{id}");
    }
    for one in page.select(&Selector::parse("[aria-describedby], [aria-labelledby]").unwrap()) {
        let of = one.attr("aria-describedby").or(one.attr("aria-labelledby")).unwrap();
        assert!(ids.contains(of), "{of}");
    }
}

fn begun() -> App {
    let mut app = App::new();
    let reply = form(&mut app, "start", &[("area", "Ledsagarservice"), ("board", "Omsorgsnämnden")]);
    assert_eq!(app.mode(), Mode::Ask);
    assert_eq!(reply.focus, "question");
    app
}

#[test]
fn a_service_is_found_by_usual_words_and_law_answers() {
    let mut app = App::new();
    let id = seek(&mut app, "sought", "service", "hemtj");
    let reply = form(&mut app, "start", &[]);
    assert!(app.text().contains(&id), "{}", app.text());
    assert!(reply.html.contains("id=\"p-service\""));
    sound(&send(&mut app, "mode", "all", ""));
}

#[test]
fn nothing_is_begun_without_a_name() {
    let mut app = App::new();
    let reply = form(&mut app, "start", &[("area", "  ")]);
    assert_eq!(app.mode(), Mode::Start);
    assert!(reply.say.contains("namn"), "{}", reply.say);
}

#[test]
fn an_answer_is_put_into_the_text_and_taken_back() {
    let mut app = begun();
    let before = app.text().to_owned();
    let reply = send(&mut app, "answer", "market_exists", "0");
    assert!(app.text().contains("marknad_finns: ja"), "{}", app.text());
    assert!(!reply.saved && !reply.say.is_empty());
    send(&mut app, "note", "market_exists", "Fyra utförare: «A» & <B>\nandra raden");
    let reply = send(&mut app, "source", "market_exists", "Dnr 2026/114");
    sound(&reply);
    assert!(app.text().contains("Dnr 2026/114"));
    for _ in 0..3 {
        send(&mut app, "undo", "", "");
    }
    assert_eq!(app.text(), before);
}

#[test]
fn questions_go_forward_and_back() {
    let mut app = begun();
    let asked = |reply: &Reply| {
        let page = Html::parse_document(&reply.html);
        let one = Selector::parse("fieldset.big").unwrap();
        page.select(&one).next().unwrap().attr("id").unwrap().to_owned()
    };
    let first = asked(&send(&mut app, "mode", "ask", ""));
    let second = asked(&send(&mut app, "skip", "", ""));
    assert_ne!(first, second);
    assert_eq!(asked(&send(&mut app, "back", "", "")), first);
    assert_eq!(asked(&send(&mut app, "ask", "cost_control", "")), "q-cost_control");
}

#[test]
fn areas_are_added_renamed_and_removed() {
    let mut app = begun();
    form(&mut app, "add", &[("more", "Boendestöd")]);
    send(&mut app, "answer", "market_exists", "0");
    let both = app.text().to_owned();
    assert!(both.contains("\n---\n") && both.contains("Boendestöd"), "{both}");
    let name = fact(&mut app, "Område");
    let reply = send(&mut app, "fact", &name, "Boendestöd, vuxna");
    assert!(app.text().contains("Boendestöd, vuxna"));
    sound(&reply);
    send(&mut app, "remove", "", "");
    assert!(!app.text().contains("Boendestöd") && !app.text().contains("---"), "{}", app.text());
    send(&mut app, "undo", "", "");
    send(&mut app, "undo", "", "");
    assert_eq!(app.text(), both);
    send(&mut app, "area", "0", "");
    send(&mut app, "remove", "", "");
    assert!(app.text().contains("Boendestöd") && !app.text().contains("Ledsagarservice"), "{}", app.text());
}

#[test]
fn every_fact_can_be_given_and_taken_out() {
    let mut app = begun();
    let values = [
        ("Nämnd", "Omsorgsnämnden i norr"),
        ("Period", "2027-2030"),
        ("Grupp", "Stöd"),
        ("Nuvarande form", "lov"),
        ("Uppgifter per", "2026-05-31"),
        ("Brukare", "120"),
        ("Kommunala utförare", "1"),
        ("Privata utförare", "4"),
        ("Idéburna utförare", "0"),
        ("Geografi", "Hela kommunen"),
        ("Nuläge i ord", "Två rader:\nden andra"),
        ("Kommun", "Exempelby"),
        ("Beslutad form", "lov"),
        ("Inriktning", "Fortsatt valfrihetssystem"),
        ("Beslutets motivering", "Brukarna vill välja"),
        ("Beslutets källa", "Nämndens protokoll, § 12"),
        ("År som ersättningen gäller", "2027"),
        ("Driftskostnad föregående år, kronor", "48 500 000"),
        ("Ändrad volym, %", "-2,5"),
        ("Krav på effektivisering, %", "1"),
        ("Krav på kvalitet, %", "0,4"),
        ("Uppräkning, %", "3,1"),
        ("Rörlig del av ersättningen, %", "20"),
        ("Enhet som volymen räknas i", "timmar per vecka"),
        ("Anteckningar", "Avser hela kommunen"),
        ("Föreslagen form", "lou"),
        ("Föreslagen inriktning", "Upphandling från 2028"),
        ("Motivering till förslaget", "Få utförare"),
        ("Diarienummer", "2026/114"),
        ("Datum", "2026-11-30"),
        ("Handläggare", "A. Svensson"),
    ];
    let before = app.text().to_owned();
    for (name, value) in values {
        let at = fact(&mut app, name);
        let reply = send(&mut app, "fact", &at, value);
        assert!(!reply.html.contains("class=\"wrong\""), "{name}: {}", reply.say);
        assert_ne!(app.text(), before, "{name}");
        sound(&reply);
    }
    for (name, _) in values {
        let at = fact(&mut app, name);
        let reply = send(&mut app, "fact", &at, "");
        assert!(!reply.html.contains("class=\"wrong\""), "{name}: {}", reply.say);
    }
    for _ in 0..values.len() * 2 {
        send(&mut app, "undo", "", "");
    }
    assert_eq!(app.text(), before);
}

#[test]
fn what_is_no_value_is_told_beside_its_field() {
    let mut app = begun();
    let before = app.text().to_owned();
    let at = fact(&mut app, "Brukare");
    let reply = send(&mut app, "fact", &at, "många");
    assert!(reply.html.contains("class=\"wrong\"") && reply.html.contains("aria-invalid"));
    assert!(reply.html.contains("value=\"många\""));
    assert!(reply.html.contains("Fält med fel, som inte kommer med i filen: 1"), "{}", reply.html);
    assert_eq!(app.text(), before);
    sound(&reply);
}

#[test]
fn faults_of_a_file_are_told_with_their_lines_and_what_was_open_stays() {
    let mut app = begun();
    let before = app.text().to_owned();
    let reply = open(&mut app, "fel.yaml", "area: X\nanswers:\n  marknad_fins: ja\n  prissattning: kanske\n");
    assert_eq!(app.text(), before);
    for said in ["fel.yaml:3:", "marknad_finns", "fel.yaml:4:"] {
        assert!(reply.html.contains(said), "{said}: {}", reply.html);
    }
    assert!(!reply.html.contains('\u{1b}'));
}

#[test]
fn a_workbook_is_opened_again() {
    let mut app = begun();
    send(&mut app, "answer", "market_exists", "0");
    form(&mut app, "add", &[("more", "Boendestöd")]);
    let book = send(&mut app, "document", "overview.xlsx", "").file.unwrap();
    assert_eq!(book.name, "oversikt-ledsagarservice.xlsx");
    let mut other = App::new();
    let reply = open(&mut other, &book.name, &book.bytes);
    assert!(reply.say.contains("Områden: 2"), "{}", reply.say);
    assert!(other.text().contains("marknad_finns: ja"), "{}", other.text());
    assert!(!reply.saved);
}

#[test]
fn every_view_is_sound_in_both_languages_and_under_every_rule_set() {
    for rules in ["0", "1", "2"] {
        for lang in ["sv", "en"] {
            let mut app = App::new();
            sound(&send(&mut app, "lang", lang, ""));
            send(&mut app, "rules", "", rules);
            form(&mut app, "start", &[("area", "Område <b> & \"A\"")]);
            send(&mut app, "answer", "market_exists", "0");
            for mode in ["ask", "all", "facts", "reasons", "documents", "start"] {
                let reply = send(&mut app, "mode", mode, "");
                assert_eq!(reply.lang, lang);
                sound(&reply);
            }
        }
    }
}

#[test]
fn many_areas_are_quick() {
    let areas: Vec<String> = (0..200)
        .map(|at| format!("område: Område {at}\nsvar:\n  marknad_finns: ja\n  uppfoljning: ja\n"))
        .collect();
    let mut app = App::new();
    open(&mut app, "manga.yaml", areas.join("---\n"));
    let begun = std::time::Instant::now();
    send(&mut app, "answer", "pricing", "1");
    // Two hundred are worked out in seconds; one is in no time.
    assert!(begun.elapsed() < std::time::Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn a_file_that_was_not_saved_can_be_gone_back_to() {
    let mut app = begun();
    send(&mut app, "answer", "market_exists", "0");
    let unsaved = app.text().to_owned();
    let reply = open(&mut app, "b.yaml", "area: B\n");
    sound(&reply);
    assert!(reply.html.contains("Filen ledsagarservice.yaml hade ändringar"), "{}", reply.html);
    assert_eq!(app.text(), "area: B\n");
    let reply = send(&mut app, "undo", "", "");
    assert_eq!((app.text(), reply.saved), (unsaved.as_str(), false));
    assert_eq!(reply.text.unwrap().0, "ledsagarservice.yaml");
    // A new area in a new file takes the place of it in the same way.
    send(&mut app, "mode", "start", "");
    form(&mut app, "start", &[("area", "Hemtjänst")]);
    send(&mut app, "undo", "", "");
    assert_eq!(app.text(), unsaved);
    // What is saved is left without a word.
    send(&mut app, "saved", "", "");
    let reply = open(&mut app, "b.yaml", "area: B\n");
    assert!(!reply.html.contains("hade ändringar"));
}

#[test]
fn what_was_refused_stays_to_be_put_right() {
    let mut app = begun();
    let (date, users) = (fact(&mut app, "Uppgifter per"), fact(&mut app, "Brukare"));
    send(&mut app, "fact", &date, "31/5-2026");
    send(&mut app, "fact", &users, "ca 140");
    send(&mut app, "mode", "documents", "");
    let reply = send(&mut app, "mode", "facts", "");
    sound(&reply);
    for typed in ["31/5-2026", "ca 140"] {
        assert!(reply.html.contains(&format!("value=\"{typed}\"")), "{typed}");
    }
    let reply = send(&mut app, "fact", &users, "140");
    assert!(reply.html.contains("31/5-2026") && !reply.html.contains("ca 140"));
    assert!(app.text().contains("140"));
}

#[test]
fn what_is_sought_and_has_one_answer_is_meant() {
    let mut app = App::new();
    form(&mut app, "start", &[("sought", "hemtjänst")]);
    assert_eq!(app.mode(), Mode::Ask);
    assert!(app.text().contains("hemtjanst"), "{}", app.text());
}

/// The number of a fact in rows by what it is called.
fn rows(app: &mut App, name: &str) -> String {
    let reply = send(app, "mode", "facts", "");
    let page = Html::parse_document(&reply.html);
    let groups = Selector::parse(".field[id^=rows-]").unwrap();
    let heading = Selector::parse("h3").unwrap();
    let is_named = |one: &scraper::ElementRef<'_>| {
        one.select(&heading).next().unwrap().text().collect::<String>() == name
    };
    let group = page.select(&groups).find(is_named).unwrap();
    group.attr("id").unwrap().trim_start_matches("rows-").to_owned()
}

#[test]
fn shares_are_put_in_together_and_kept_as_typed_until_then() {
    let mut app = begun();
    let before = app.text().to_owned();
    let at = rows(&mut app, "Fördelning av volymen");
    for (cell, value) in [("0-0", "62,5"), ("0-1", "30")] {
        let reply = send(&mut app, "cell", &format!("{at}-{cell}"), value);
        assert!(
            reply.html.contains("class=\"wrong\"") && reply.html.contains("value=\"62,5\""),
            "{}",
            reply.say
        );
        sound(&reply);
        assert_eq!(app.text(), before);
    }
    let reply = send(&mut app, "cell", &format!("{at}-0-2"), "7,5");
    assert!(!reply.html.contains("class=\"wrong\""), "{}", reply.say);
    for line in ["share:", "municipal: \"62,5\"", "private: 30", "nonprofit: \"7,5\""] {
        assert!(app.text().contains(line), "{line}: {}", app.text());
    }
    assert!(reply.html.contains("value=\"62,5\"") && reply.html.contains("value=\"7,5\""));
    for cell in 0..3 {
        send(&mut app, "cell", &format!("{at}-0-{cell}"), "");
    }
    assert!(!app.text().contains("62,5"), "{}", app.text());
}

#[test]
fn districts_are_added_changed_and_removed() {
    let mut app = begun();
    let before = app.text().to_owned();
    let at = rows(&mut app, "Geografiska områden");
    let put = |app: &mut App, cell: &str, value: &str| {
        let reply = send(app, "cell", &format!("{at}-{cell}"), value);
        sound(&reply);
        reply
    };
    let reply = put(&mut app, "0-0", "Norr: A");
    assert!(reply.say.contains("både namn och volym"), "{}", reply.say);
    assert_eq!(app.text(), before);
    put(&mut app, "0-1", "12 000");
    assert!(app.text().contains("volume: 12 000"));
    put(&mut app, "0-2", "40");
    put(&mut app, "0-4", "5000");
    put(&mut app, "1-1", "9500,5");
    put(&mut app, "1-0", "Öster");
    let text = app.text().to_owned();
    for line in
        ["    - name: \"Norr: A\"", "      volume: 12000", "        municipal: 5000", "    - name: Öster"]
    {
        assert!(text.contains(line), "{line}: {text}");
    }
    let reply = put(&mut app, "0-3", "6000");
    assert!(reply.say.contains("inte båda"), "{}", reply.say);
    assert_eq!(app.text(), text);
    let reply = put(&mut app, "0-4", "");
    assert!(!reply.html.contains("class=\"wrong\""), "{}", reply.say);
    assert!(app.text().contains("capacity: 6000"), "{}", app.text());
    let reply = put(&mut app, "1-1", "mycket");
    assert!(reply.html.contains("value=\"mycket\"") && reply.html.contains("value=\"Norr: A\""));
    put(&mut app, "1-1", "");
    put(&mut app, "1-0", "");
    assert!(!app.text().contains("Öster") && app.text().contains("Norr: A"), "{}", app.text());
    let annex = send(&mut app, "document", "annex.html", "").file.unwrap();
    assert!(String::from_utf8(annex.bytes).unwrap().contains("Norr: A"));
}

#[test]
fn the_matter_stands_first() {
    let mut app = begun();
    let reply = send(&mut app, "mode", "facts", "");
    let at = |text: &str| reply.html.find(text).unwrap();
    assert!(at("id=\"h-matter\"") < at("id=\"h-head\"") && at("id=\"h-matter\"") < at("id=\"h-weighed\""));
}

/// Files that are opened together.
const OWN: &str =
    "ruleset: exempelby\nversion: \"7\"\nextends: bas.yaml\nname: Exempelbys riktlinje\ndescription: Egen\n";
const SHARED: &str = "gemensamt:\n  - för: { alla: true }\n    svar:\n      marknad_finns: { svar: ja, källa: Enkäten 2026 }\n";
/// One that lacks a question.
const WITHOUT: &str = "ruleset: exempelby\nversion: \"1\"\nextends: linkoping-vard-omsorg\nname: Utan\n\
    description: Egen\nremove: [market_exists, no-market, private-providers-without-market]\n";
const BASE: &str = "ruleset: bas\nversion: \"1\"\nextends: sverige\nname: Basen\ndescription: Bas\n";

#[test]
fn a_rule_set_of_ones_own_is_opened_with_what_it_extends() {
    let mut app = App::new();
    let reply = together(&mut app, &[("bas.yaml", BASE), ("egen.yaml", OWN)]);
    sound(&reply);
    assert!(reply.say.contains("Exempelbys riktlinje"), "{}", reply.say);
    form(&mut app, "start", &[("area", "Ledsagarservice")]);
    for mode in ["ask", "all", "facts", "reasons", "documents", "start"] {
        let reply = send(&mut app, "mode", mode, "");
        sound(&reply);
        for said in ["Exempelbys riktlinje", "exempelby, version 7", "Egen riktlinje, ur filen egen.yaml"] {
            assert!(reply.html.contains(said), "{said} in {mode}");
        }
    }
    // The built-in ones are there still, and have no file.
    let reply = send(&mut app, "rules", "", "0");
    assert!(!reply.html.contains("Egen riktlinje"));
    // The same file again stands once in the list.
    let reply = open(&mut app, "egen.yaml", OWN.replace("\"7\"", "\"8\""));
    assert!(reply.html.contains("exempelby, version 8"), "{}", reply.html);
    assert_eq!(reply.html.matches(">Exempelbys riktlinje</option>").count(), 1);
}

#[test]
fn a_faulty_rule_set_is_told_and_what_was_open_stays() {
    let mut app = begun();
    let before = app.text().to_owned();
    let reply = open(&mut app, "egen.yaml", OWN);
    assert!(reply.html.contains("egen.yaml:3:") && reply.html.contains("bas.yaml"), "{}", reply.html);
    assert!(!reply.html.contains('\u{1b}') && !reply.html.contains("Egen riktlinje"));
    assert_eq!(app.text(), before);
    // Nor is it where something that is opened with it has faults.
    let with_plan = [("bas.yaml", BASE), ("egen.yaml", OWN), ("plan.yaml", "plan:\n  titlar: x\n")];
    let reply = together(&mut app, &with_plan);
    assert!(reply.html.contains("plan.yaml:2:") && !reply.html.contains("Egen riktlinje"), "{}", reply.say);
    assert_eq!(app.text(), before);
    // With what it lacks it is opened.
    let reply = together(&mut app, &[("egen.yaml", OWN), ("bas.yaml", BASE)]);
    assert!(reply.html.contains("Egen riktlinje, ur filen egen.yaml"), "{}", reply.say);
}

#[test]
fn a_guideline_that_does_not_fit_is_told_in_sentences() {
    let mut app = App::new();
    open(&mut app, "a.yaml", "area: A\ncurrent:\n  form: lov\nanswers:\n  marknad_finns: ja\n");
    let before = app.text().to_owned();
    let reply = open(&mut app, "egen.yaml", "ruleset: x\n");
    assert!(reply.html.contains("Filen egen.yaml"), "{}", reply.html);
    let reply = open(&mut app, "utan.yaml", WITHOUT);
    assert_eq!(app.text(), before);
    assert!(!reply.html.contains("Egen riktlinje"), "{}", reply.html);
    assert!(reply.say.contains("Den tidigare riktlinjen gäller"), "{}", reply.say);
    assert!(reply.say.contains("Rad 5:") && !reply.say.contains("^^^"), "{}", reply.say);
}

/// What was open before goes with the guideline that it was written under, also when both are replaced at once.
#[test]
fn undo_goes_back_to_a_file_and_its_guideline() {
    let mut app = begun();
    send(&mut app, "answer", "market_exists", "0");
    let before = app.text().to_owned();
    assert!(before.contains("marknad_finns: ja"), "{before}");
    let reply = together(&mut app, &[("utan.yaml", WITHOUT), ("b.yaml", "area: B\n")]);
    assert!(reply.html.contains("Egen riktlinje") && app.text() == "area: B\n", "{}", reply.say);
    let reply = send(&mut app, "undo", "", "");
    sound(&reply);
    assert_eq!(app.text(), before);
    assert!(!reply.html.contains("Egen riktlinje"), "{}", reply.html);
}

/// The guideline is the one that extends the other, wherever it says that this stands.
#[test]
fn a_base_in_a_folder_is_no_guideline_of_its_own() {
    let own = OWN.replace("extends: bas.yaml", "extends: ../nationellt/bas.yaml");
    for files in [[("bas.yaml", BASE), ("egen.yaml", &own)], [("egen.yaml", &own), ("bas.yaml", BASE)]] {
        let mut app = App::new();
        let reply = together(&mut app, &files);
        assert!(reply.html.contains("Egen riktlinje, ur filen egen.yaml"), "{}", reply.say);
    }
}

#[test]
fn what_is_of_another_kind_is_told_in_a_sentence() {
    let mut app = begun();
    for (name, text) in [
        ("rapport.pdf", "%PDF-1.7"),
        // Called otherwise it is none for the program either.
        ("egna-svar.yaml", SHARED),
    ] {
        let reply = open(&mut app, name, text);
        sound(&reply);
        assert!(reply.say.starts_with(&format!("Filen {name} går inte att öppna. Filen ")), "{}", reply.say);
        assert!(!reply.say.contains('^') && !reply.say.contains('|'), "{}", reply.say);
    }
}

/// What a file says of a question stays its own: what is shared is told, goes into the recommendation and never into the file.
#[test]
fn shared_answers_are_taken_and_told() {
    let mut app = App::new();
    let file = "area: A\nanswers:\n  marknad_finns: { svar: okänt, note: Egen anmärkning }\n";
    let reply = together(&mut app, &[("a.yaml", file), ("gemensamt.yaml", SHARED)]);
    sound(&reply);
    let taken = "Gemensamma svar ur filen gemensamt.yaml används. För området gäller 1 av dem.";
    assert!(reply.html.contains(taken), "{}", reply.html);
    let reply = send(&mut app, "mode", "all", "");
    sound(&reply);
    let told = "Svaret ja är gemensamt för flera områden och står i gemensamt.yaml.";
    assert!(reply.html.contains(told) && reply.html.contains("Enkäten"), "{}", reply.html);
    assert!(reply.html.contains("<b>Inget eget svar</b>"), "{}", reply.html);
    assert!(reply.html.contains(">Egen anmärkning</textarea>"), "{}", reply.html);
    let recommended = send(&mut app, "document", "recommendation.html", "").file.unwrap();
    assert!(String::from_utf8(recommended.bytes).unwrap().contains("gemensamt.yaml"));
    // A source of one's own, then an answer of one's own, which goes before.
    send(&mut app, "source", "market_exists", "Egen källa");
    assert!(app.text().contains("Egen källa") && !app.text().contains("Enkäten"), "{}", app.text());
    let reply = send(&mut app, "answer", "market_exists", "2");
    assert!(
        app.text().contains("nej") && reply.html.contains("För området gäller 0 av dem."),
        "{}",
        app.text()
    );
    send(&mut app, "undo", "", "");
    let reply = send(&mut app, "no-shared", "", "");
    assert!(!reply.html.contains("gemensamt.yaml") && !app.text().contains("Enkäten"));
}

#[test]
fn shared_answers_with_faults_are_told_and_what_was_open_stays() {
    let mut app = begun();
    let reply = open(&mut app, "gemensamt.yaml", "gemensamt:\n  - svar:\n      marknad_finns: kanske\n");
    assert!(
        reply.html.contains("gemensamt.yaml:2:") && reply.html.contains("gemensamt.yaml:3:"),
        "{}",
        reply.html
    );
    assert!(!reply.html.contains("id=\"shared\""));
    open(&mut app, "gemensamt.yaml", SHARED);
    let reply = open(&mut app, "shared.yaml", "shared:\n");
    assert!(!reply.say.is_empty() && reply.html.contains("ur filen gemensamt.yaml"), "{}", reply.say);
    // A guideline that lacks what they answer is not taken.
    let reply = open(&mut app, "utan.yaml", WITHOUT);
    assert!(
        reply.html.contains("gemensamt.yaml:4:") && !reply.html.contains("Egen riktlinje"),
        "{}",
        reply.html
    );
    sound(&reply);
}

#[test]
fn a_plan_takes_the_texts_of_its_file() {
    let mut app = App::new();
    let plan = "plan:\n  titel: Vår egen plan\n";
    let reply = together(&mut app, &[("a.yaml", "area: A\n"), ("plan.yaml", plan)]);
    sound(&reply);
    let reply = send(&mut app, "mode", "documents", "");
    sound(&reply);
    assert!(reply.html.contains("Planen får texter ur filen plan.yaml"), "{}", reply.html);
    let page = |app: &mut App| {
        let made = send(app, "document", "plan.html", "").file.unwrap();
        String::from_utf8(made.bytes).unwrap()
    };
    assert!(page(&mut app).contains("Vår egen plan"));
    let reply = open(&mut app, "plan.yaml", "plan:\n  titlar: x\n");
    assert!(reply.html.contains("plan.yaml:2:") && page(&mut app).contains("Vår egen plan"));
    send(&mut app, "no-plan", "", "");
    assert!(!page(&mut app).contains("Vår egen plan"));
}

#[test]
fn a_service_is_sought_for_one_more_area_too() {
    let mut app = begun();
    let id = seek(&mut app, "more-sought", "more-service", "hemtj");
    let reply = form(&mut app, "add", &[("more", "")]);
    assert!(app.text().contains(&format!("service: {id}")), "{}", app.text());
    assert!(!reply.html.contains("value=\"hemtj\""));
    sound(&reply);
}

/// The board and period of the area beside it are taken over, in sight; documents are called after their area.
#[test]
fn one_more_area_is_of_the_same_board() {
    let mut app = begun();
    let reply = form(&mut app, "add", &[("more", "Hemtjänst")]);
    assert_eq!(app.text().matches(": Omsorgsnämnden\n").count(), 2, "{}", app.text());
    assert!(reply.html.contains("Omsorgsnämnden"));
    assert_eq!(
        send(&mut app, "document", "memo.docx", "").file.unwrap().name,
        "tjansteskrivelse-hemtjanst.docx"
    );
    let reply =
        together(&mut app, &[("a.yaml", "area: A\n"), ("b.yaml", "area: B\n"), ("gemensamt.yaml", SHARED)]);
    assert!(reply.say.contains("tillsammans: a.yaml, b.yaml. "), "{}", reply.say);
}

#[test]
fn nothing_found_is_said_in_sight() {
    let mut app = App::new();
    let said = "Tjänster som stämmer: 0.";
    assert!(!send(&mut app, "form", "sought", "hemtj").html.contains(said));
    assert!(send(&mut app, "form", "sought", "stöd åt psykiskt sjuka").html.contains(said));
}

#[test]
fn what_is_printed_is_the_page_that_is_handed_out() {
    let mut app = begun();
    for what in ["memo", "plan", "overview"] {
        let print = send(&mut app, "print", &format!("{what}.html"), "");
        let page = send(&mut app, "document", &format!("{what}.html"), "");
        assert!(print.print && !page.print);
        assert_eq!(print.file.unwrap().bytes, page.file.unwrap().bytes);
    }
}

#[test]
fn sentences_begin_with_a_capital() {
    let mut app = begun();
    let at = fact(&mut app, "Uppgifter per");
    let reply = send(&mut app, "fact", &at, "31/5-2026");
    assert!(reply.say.contains("i kalendern. Skriv"), "{}", reply.say);
}
