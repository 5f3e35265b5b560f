//! Texts that people wrote: their lines, and the addresses in them.

use avtalsform::document::{Document, Rich, Role, Style};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::write::html::html;
use avtalsform::write::markdown::markdown;
use avtalsform::write::screen::screen;

fn pages(text: &Rich) -> Vec<&str> {
    text.spans.iter().filter(|span| span.role == Role::Page).map(|span| span.text.as_str()).collect()
}

#[test]
fn lines_stay_lines() {
    let own = Rich::own("Ett stycke.\r\n\n  - en punkt  \n- en till\n\n");
    let lines: Vec<String> = own.lines().iter().map(Rich::text).collect();
    assert_eq!(lines, ["Ett stycke.", "- en punkt", "- en till"]);
    assert_eq!(Rich::own("").lines().len(), 1);
    assert_eq!(Rich::linked("a\nb").lines().len(), 1);
}

/// What stands back, as the notes of an area do, has its lines as well.
#[test]
fn lines_end_in_any_style() {
    let mut document = Document::new(Lang::Sv, "A");
    document.paragraph(Rich::own("ett\ntvå").all_in(Style::Faint));
    let texts = Texts::load(Lang::Sv).unwrap();
    assert_eq!(html(&document, &texts).unwrap().matches("<br>").count(), 1);
    assert!(markdown(&document, &texts).contains("ett<br>två"));
    let shown = screen(&document, &texts, 80);
    assert!(shown.lines().any(|line| line.contains("två") && !line.contains("ett")), "{shown}");
}

#[test]
fn addresses_lead_to_what_is_read() {
    for (text, wanted) in [
        ("se https://exempel.se.", vec!["https://exempel.se"]),
        ("(https://exempel.se/a_(b))", vec!["https://exempel.se/a_(b)"]),
        ("(se http://exempel.se/a?b=c&d=1#e), och", vec!["http://exempel.se/a?b=c&d=1#e"]),
        (
            "”https://exempel.se/å” och ‘https://exempel.se/b’",
            vec!["https://exempel.se/å", "https://exempel.se/b"],
        ),
        ("https://exempel.se/a…", vec!["https://exempel.se/a"]),
        ("https://exempel.se/a, https://exempel.se/b", vec!["https://exempel.se/a", "https://exempel.se/b"]),
        ("<https://exempel.se/a|b>", vec!["https://exempel.se/a"]),
        ("https://exempel.se/\u{202e}txt.exe", vec!["https://exempel.se/"]),
        ("https://exempel.se/\\\"onclick=x", vec!["https://exempel.se/"]),
        // Nowhere, or elsewhere than is read first.
        ("https://", vec![]),
        ("https://linkoping.se@evil.se/", vec![]),
        ("https://exempel.se/::error::x", vec![]),
        ("xhttps://exempel.se", vec![]),
        ("javascript:alert(1) www.exempel.se a@exempel.se", vec![]),
    ] {
        let own = Rich::own(text);
        assert_eq!(pages(&own), wanted, "{text}");
        assert_eq!(own.text(), text, "{text}");
    }
}
