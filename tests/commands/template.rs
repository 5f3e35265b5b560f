//! `--template`: a document in the municipality's own Word file. Its parts stay as they are, the text stands in its place,
//! and styles, lists, bookmarks and sections are the template's.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use crate::support::place::Place;
use crate::support::root;
use roxmltree::{Document, Node};
use zip::write::SimpleFileOptions;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// Page set-up with a header, a first page and a first number.
const SECTION: &str = "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId1\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/>\
                       <w:pgMar w:top=\"1800\" w:right=\"1700\" w:bottom=\"1417\" w:left=\"1700\" w:header=\"708\" \
                       w:footer=\"708\" w:gutter=\"0\"/><w:pgNumType w:start=\"3\"/><w:titlePg/></w:sectPr>";

/// Styles as a Swedish Word names them, and one that is a heading by its level alone.
const SWEDISH: &str = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
    <w:style w:type=\"table\" w:default=\"1\" w:styleId=\"Normaltabell\"><w:name w:val=\"Normal Table\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Rubrik\"><w:name w:val=\"Title\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Rubrik1\"><w:name w:val=\"heading 1\"/></w:style>\
    <w:style w:type=\"paragraph\" w:customStyle=\"1\" w:styleId=\"Mellanrubrik\"><w:name w:val=\"Mellanrubrik\"/>\
    <w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Brdtext\"><w:name w:val=\"Body Text\"/></w:style>\
    <w:style w:type=\"paragraph\" w:styleId=\"Punktlista\"><w:name w:val=\"List Bullet\"/></w:style>\
    <w:style w:type=\"character\" w:styleId=\"Stark\"><w:name w:val=\"Strong\"/></w:style>\
    <w:style w:type=\"table\" w:styleId=\"Tabellrutnt\"><w:name w:val=\"Table Grid\"/></w:style>";

type Parts = BTreeMap<String, Vec<u8>>;

fn parts(bytes: &[u8]) -> Parts {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut parts = Parts::new();
    for name in names {
        let mut bytes = Vec::new();
        archive.by_name(&name).unwrap().read_to_end(&mut bytes).unwrap();
        parts.insert(name, bytes);
    }
    parts
}

fn packed(parts: &Parts) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn xml(parts: &Parts, name: &str) -> String {
    String::from_utf8(parts[name].clone()).unwrap()
}

/// A template by hand: what stands in its body, its styles and its numberings.
fn hand_made(body: &str, styles: &str, numbering: Option<&str>) -> Parts {
    let mut parts = Parts::new();
    let mut put = |name: &str, text: String| parts.insert(name.to_owned(), text.into_bytes());
    let (mut types, mut links) = (String::new(), String::new());
    let kinds = [("header", Some("")), ("styles", Some(styles)), ("numbering", numbering)];
    for (number, (kind, held)) in (1..).zip(kinds) {
        let Some(held) = held else { continue };
        let (root, held) = match kind {
            "header" => ("hdr", "<w:p><w:r><w:t>Nämnden</w:t></w:r></w:p>"),
            kind => (kind, held),
        };
        put(&format!("word/{kind}.xml"), format!("<w:{root} xmlns:w=\"{W}\">{held}</w:{root}>"));
        types
            .push_str(&format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"{WORD}{kind}+xml\"/>"));
        links.push_str(&format!(
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}{kind}\" Target=\"{kind}.xml\"/>"
        ));
    }
    put(
        "[Content_Types].xml",
        format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
             ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override \
             PartName=\"/word/document.xml\" ContentType=\"{WORD}document.main+xml\"/>{types}</Types>"
        ),
    );
    let linked = |links: &str| {
        format!(
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{links}</Relationships>"
        )
    };
    let main =
        format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}officeDocument\" Target=\"word/document.xml\"/>");
    put("_rels/.rels", linked(&main));
    put("word/_rels/document.xml.rels", linked(&links));
    let office = OFFICE.trim_end_matches('/');
    put(
        "word/document.xml",
        format!("<w:document xmlns:w=\"{W}\" xmlns:r=\"{office}\"><w:body>{body}</w:body></w:document>"),
    );
    parts
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A folder with an area, and a template.
fn place(template: &[u8]) -> Place {
    let place = Place::new();
    std::fs::copy(root().join("examples/illustrations/korttidsboende-aldre.yaml"), place.path("omrade.yaml"))
        .unwrap();
    std::fs::write(place.path("mall.docx"), template).unwrap();
    place
}

/// The template with a document in it; every part is well-formed, and the mark is gone.
fn filled(place: &Place, command: &str) -> Parts {
    let args = [command, "omrade.yaml", "--template", "mall.docx", "--output", "ut.docx"];
    let ran = place.run(&args);
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""), "{command}");
    let found = parts(&std::fs::read(place.path("ut.docx")).unwrap());
    for name in found.keys().filter(|name| name.ends_with(".xml") || name.ends_with(".rels")) {
        let text = xml(&found, name);
        assert!(Document::parse(&text).is_ok(), "{command}: {name}");
        assert!(!text.contains("{{"), "{command}: {name}");
    }
    found
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.has_tag_name((W, name))
}

/// The paragraphs of a body: their style, and what they say.
fn paragraphs(text: &str) -> Vec<(String, String)> {
    let document = Document::parse(text).unwrap();
    let paragraphs = document.descendants().filter(|node| is(*node, "p"));
    let said = paragraphs.map(|node| {
        let style = node.descendants().find(|node| is(*node, "pStyle"));
        let style = style.and_then(|node| node.attribute((W, "val"))).unwrap_or_default();
        let texts = node.descendants().filter(|node| is(*node, "t")).filter_map(|node| node.text());
        (style.to_owned(), texts.collect::<String>())
    });
    said.collect()
}

fn style_of(text: &str, said: &str) -> String {
    // A table of contents says the headings, too, and before them.
    let found = paragraphs(text).into_iter().rev().find(|(_, text)| text == said);
    found.unwrap_or_else(|| panic!("{said} is not there")).0
}

/// Every style, list and bookmark that the text names is there, once.
fn leads_somewhere(parts: &Parts) {
    let (body, styles, lists) =
        (xml(parts, "word/document.xml"), xml(parts, "word/styles.xml"), xml(parts, "word/numbering.xml"));
    let all = |text: &str, elements: &[&str], name: &str| -> Vec<String> {
        let document = Document::parse(text).unwrap();
        let nodes = document.descendants().filter(|node| elements.iter().any(|element| is(*node, element)));
        nodes.filter_map(|node| node.attribute((W, name)).map(str::to_owned)).collect()
    };
    let once = |mut names: Vec<String>| {
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{names:?}");
        names
    };
    let ids = once(all(&styles, &["style"], "styleId"));
    let based = ["basedOn", "next", "link"];
    for style in
        all(&body, &["pStyle", "rStyle", "tblStyle"], "val").iter().chain(&all(&styles, &based, "val"))
    {
        assert!(ids.contains(style), "{style}");
    }
    let shapes = once(all(&lists, &["abstractNum"], "abstractNumId"));
    assert!(all(&lists, &["abstractNumId"], "val").iter().all(|shape| shapes.contains(shape)));
    let numbers = once(all(&lists, &["num"], "numId"));
    for list in all(&body, &["numId"], "val").iter().chain(&all(&styles, &["numId"], "val")) {
        assert!(numbers.contains(list), "{list}");
    }
    assert!(all(&lists, &["pStyle"], "val").iter().all(|style| ids.contains(style)));
    once(all(&body, &["bookmarkStart"], "id"));
    let bookmarks = once(all(&body, &["bookmarkStart"], "name"));
    assert!(all(&body, &["hyperlink"], "anchor").iter().all(|anchor| bookmarks.contains(anchor)));
}

/// Made in a word processor: header, logo, footer and all else are kept byte for byte, and the text stands between what
/// stood before the mark and behind it.
#[test]
fn made_in_a_word_processor() {
    let template = std::fs::read(root().join("tests/templates/kommun.docx")).unwrap();
    let before = parts(&template);
    let place = place(&template);
    for (command, heading) in [("memo", "Ärende"), ("plan", "Nulägesanalys")] {
        let found = filled(&place, command);
        assert!(found.keys().eq(before.keys()), "{command}");
        let changed: Vec<&str> =
            found.iter().filter(|(name, bytes)| before[*name] != **bytes).map(|(name, _)| &**name).collect();
        assert_eq!(changed, ["word/document.xml", "word/numbering.xml", "word/styles.xml"], "{command}");
        let body = xml(&found, "word/document.xml");
        let said = paragraphs(&body);
        assert_eq!(said.first().unwrap().1, "Till nämnden");
        assert_eq!(said.get(1).unwrap().0, "Title");
        assert_eq!(said.last().unwrap().1, "Välkommen att kontakta förvaltningen vid frågor om ärendet.");
        assert_eq!(style_of(&body, heading), "Heading1");
        // What was there of a part is there still, in its order.
        for (name, from, to) in [
            ("word/styles.xml", "<w:docDefaults>", "</w:styles>"),
            ("word/numbering.xml", "<w:abstractNum ", "<w:num "),
            ("word/document.xml", "<w:sectPr>", "</w:document>"),
        ] {
            let old = xml(&before, name);
            let kept = &old[old.find(from).unwrap()..old.find(to).unwrap()];
            assert!(xml(&found, name).contains(kept), "{command}: {name}");
        }
        leads_somewhere(&found);
        // Running text is in the style in which the mark stood.
        assert!(said.iter().filter(|(style, _)| style == "TextBody").count() > 3, "{command}");
        // The same input, the same bytes.
        let bytes = std::fs::read(place.path("ut.docx")).unwrap();
        filled(&place, command);
        assert_eq!(bytes, std::fs::read(place.path("ut.docx")).unwrap());
    }
    assert_eq!(template, std::fs::read(place.path("mall.docx")).unwrap());
}

/// Where there is no mark, the text comes last.
#[test]
fn without_a_mark() {
    let template = std::fs::read(root().join("tests/templates/utan-marke.docx")).unwrap();
    let found = filled(&place(&template), "memo");
    let body = xml(&found, "word/document.xml");
    let said = paragraphs(&body);
    assert_eq!(said.first().unwrap().1, "Till nämnden");
    assert_eq!(said.get(1).unwrap().0, "Title");
    assert!(body.trim_end().ends_with("</w:sectPr></w:body></w:document>"));
    leads_somewhere(&found);
}

/// A Swedish Word names its styles in Swedish, and cuts a word where it checked the spelling.
#[test]
fn swedish_styles_and_a_mark_in_pieces() {
    let mark = "<w:p><w:pPr><w:pStyle w:val=\"Brdtext\"/></w:pPr><w:r><w:t>{{av</w:t></w:r><w:proofErr \
                w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr><w:t>tals</w:t></w:r><w:r><w:t \
                xml:space=\"preserve\">form }}</w:t></w:r></w:p>";
    let body = format!("{}{mark}{}{SECTION}", paragraph("Före"), paragraph("Efter"));
    let found = filled(&place(&packed(&hand_made(&body, SWEDISH, None))), "memo");
    let text = xml(&found, "word/document.xml");
    let said = paragraphs(&text);
    assert_eq!((said.first().unwrap().1.as_str(), said.last().unwrap().1.as_str()), ("Före", "Efter"));
    assert_eq!(said.get(1).unwrap().0, "Rubrik");
    assert_eq!(style_of(&text, "Ärende"), "Rubrik1");
    assert_eq!(style_of(&text, "Förutsättningar"), "Mellanrubrik");
    assert!(text.contains("<w:tblStyle w:val=\"Tabellrutnt\"/>"));
    assert!(text.contains("<w:rStyle w:val=\"Stark\"/>"));
    assert!(said.iter().any(|(style, _)| style == "Brdtext"));
    // A list style that makes no list is helped, and a table style that sets off no head.
    assert!(text.contains("<w:pStyle w:val=\"Punktlista\"/><w:numPr>"));
    assert!(text.contains("<w:r><w:rPr><w:b/><w:bCs/></w:rPr>"));
    // Only what was lacking is added.
    let styles = xml(&found, "word/styles.xml");
    for (style, count) in
        [("heading 1", 1), ("heading 2", 0), ("Table Grid", 1), ("caption", 1), ("toc 1", 0)]
    {
        assert_eq!(styles.matches(&format!("<w:name w:val=\"{style}\"/>")).count(), count, "{style}");
    }
    // Its numberings were none: they are a new part, with its kind and a link of its own.
    assert!(xml(&found, "word/_rels/document.xml.rels").contains("Id=\"rId3\""));
    assert!(xml(&found, "[Content_Types].xml").contains("PartName=\"/word/numbering.xml\""));
    leads_somewhere(&found);
    assert!(text.contains(SECTION), "the paper stays");
}

/// Ids that our own would have: styles, lists, bookmarks.
#[test]
fn ids_do_not_collide() {
    let numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"lowerRoman\"/></w:lvl>\
                     </w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"3\">\
                     <w:abstractNumId w:val=\"1\"/></w:num><w:numIdMacAtCleanup w:val=\"3\"/>";
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Standard\"><w:name w:val=\"Normal\"/></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"Egen\"/></w:style>\
                  <w:style w:type=\"character\" w:styleId=\"ListNumber\"><w:name w:val=\"Egen siffra\"/></w:style>\
                  <w:style w:type=\"paragraph\" w:styleId=\"tablegrid\"><w:name w:val=\"Ruta\"/></w:style>";
    let own = "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:bookmarkStart w:id=\"2\" \
               w:name=\"_Ref000000002\"/><w:r><w:t>Egen punkt</w:t></w:r><w:bookmarkEnd w:id=\"2\"/></w:p>";
    let body = format!("{own}{}{SECTION}", paragraph("{{avtalsform}}"));
    let place = place(&packed(&hand_made(&body, styles, Some(numbering))));
    for command in ["memo", "plan"] {
        let found = filled(&place, command);
        leads_somewhere(&found);
        let text = xml(&found, "word/document.xml");
        assert!(text.contains(own), "{command}");
        let heading = if command == "memo" { "Ärende" } else { "Nulägesanalys" };
        assert_eq!(style_of(&text, heading), "Heading12", "{command}");
        assert!(text.contains("<w:tblStyle w:val=\"TableGrid2\"/>"), "{command}");
        assert!(
            xml(&found, "word/numbering.xml").ends_with("<w:numIdMacAtCleanup w:val=\"3\"/></w:numbering>")
        );
    }
}

/// A section that ends with the mark goes on to end there, and what a paragraph of the mark holds beside is not lost.
#[test]
fn what_stands_with_the_mark_is_kept() {
    let body = format!(
        "{}<w:p><w:pPr>{SECTION}</w:pPr><w:r><w:t>{{{{avtalsform}}}}</w:t></w:r><w:r><w:br w:type=\"page\"/></w:r></w:p>{}{SECTION}",
        paragraph("Före"),
        paragraph("Efter")
    );
    let found = filled(&place(&packed(&hand_made(&body, SWEDISH, None))), "memo");
    let text = xml(&found, "word/document.xml");
    let end = format!("<w:p><w:pPr>{SECTION}</w:pPr><w:r></w:r><w:r><w:br w:type=\"page\"/></w:r></w:p>");
    assert!(text.contains(&format!("{end}{}", paragraph("Efter"))), "{text}");
}

/// A template of Word's own kind becomes a document; one that is next to empty has our styles.
#[test]
fn a_dotx_and_an_empty_file() {
    let mut template = hand_made("", "", None);
    let types = xml(&template, "[Content_Types].xml")
        .replace("wordprocessingml.document", "wordprocessingml.template");
    template.insert("[Content_Types].xml".to_owned(), types.into_bytes());
    template.remove("word/_rels/document.xml.rels");
    let found = filled(&place(&packed(&template)), "memo");
    let types = xml(&found, "[Content_Types].xml");
    assert!(types.contains("document.main+xml") && !types.contains("template.main+xml"));
    assert!(xml(&found, "word/styles2.xml").contains("w:styleId=\"Heading1\""));
    assert!(xml(&found, "word/_rels/document.xml.rels").contains("styles2.xml"));
    assert!(xml(&found, "word/document.xml").contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
}

/// Everything that is no template, in one sentence with what to do; what stood at the output stands there still.
#[test]
fn faults() {
    let mark = paragraph("{{avtalsform}}");
    let good = hand_made(&format!("{mark}{SECTION}"), SWEDISH, None);
    let with = |name: &str, change: &dyn Fn(String) -> String| {
        let mut parts = good.clone();
        parts.insert(name.to_owned(), change(xml(&good, name)).into_bytes());
        packed(&parts)
    };
    let without = |name: &str| {
        let mut parts = good.clone();
        parts.remove(name);
        packed(&parts)
    };
    let kind = |kind: &'static str| {
        with("[Content_Types].xml", &move |types| types.replace(&format!("{WORD}document.main+xml"), kind))
    };
    let body = |body: &str| packed(&hand_made(&format!("{body}{SECTION}"), SWEDISH, None));
    let compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1].as_slice();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut bomb = good.clone();
    bomb.insert("word/media/image1.png".to_owned(), vec![0; (256 << 20) + 1]);
    let mut cut = packed(&good);
    cut.truncate(cut.len() / 2);
    let cases = [
        ("empty", Vec::new()),
        ("a PDF", b"%PDF-1.7\n".to_vec()),
        ("an archive of something else", packed(&Parts::from([("content.xml".to_owned(), Vec::new())]))),
        ("a workbook", kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml")),
        ("a .doc", [compound, &[0; 512]].concat()),
        ("encrypted", [compound, &[0; 512], &name].concat()),
        ("a .docm", kind("application/vnd.ms-word.document.macroEnabled.main+xml")),
        ("a .dotm", kind("application/vnd.ms-word.template.macroEnabledTemplate.main+xml")),
        (
            "strict",
            with("_rels/.rels", &|links| {
                links.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships/")
            }),
        ),
        ("a bomb", packed(&bomb)),
        ("large", [b"PK".as_slice(), &vec![0; 64 << 20]].concat()),
        ("without a main part", without("word/document.xml")),
        ("without a link to it", with("_rels/.rels", &|links| links.replace("officeDocument\"", "other\""))),
        ("without the styles it names", without("word/styles.xml")),
        ("cut off", cut),
        ("broken", with("word/document.xml", &|text| text.replace("</w:body>", ""))),
        ("broken styles", with("word/styles.xml", &|text| text.replace("</w:styles>", "</w:style>"))),
        ("other elements", with("word/document.xml", &|text| text.replace(W, "urn:other"))),
        ("with a DTD", with("word/document.xml", &|text| format!("<!DOCTYPE a [<!ENTITY b \"c\">]>{text}"))),
        ("beside text", body(&paragraph("Se {{avtalsform}}"))),
        ("in a table", body(&format!("<w:tbl><w:tr><w:tc>{mark}</w:tc></w:tr></w:tbl>"))),
        ("in the head of a page", {
            let mut parts = good.clone();
            let head = format!("<w:hdr xmlns:w=\"{W}\">{mark}</w:hdr>");
            parts.insert("word/hdr/sidhuvud.xml".to_owned(), head.into_bytes());
            packed(&parts)
        }),
        ("twice", body(&format!("{mark}{mark}"))),
    ];
    let mut all = String::new();
    for (what, bytes) in cases {
        let place = place(&bytes);
        place.write("ut.docx", "det som var");
        for lang in ["sv", "en"] {
            for command in ["memo", "plan"] {
                let args = [
                    command,
                    "omrade.yaml",
                    "--template",
                    "mall.docx",
                    "--output",
                    "ut.docx",
                    "--lang",
                    lang,
                ];
                let ran = place.run(&args);
                assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{what}");
                assert_eq!(ran.stderr.lines().count(), 1, "{what}: {}", ran.stderr);
                if command == "memo" {
                    all.push_str(&format!("{what}: {}", ran.stderr));
                }
            }
        }
        assert_eq!(std::fs::read(place.path("ut.docx")).unwrap(), b"det som var", "{what}");
    }
    insta::assert_snapshot!(all);
}

/// Only Word has templates; what is read is not written over; what is not there is said.
#[test]
fn only_word_and_never_itself() {
    let template = packed(&hand_made(SECTION, SWEDISH, None));
    let place = place(&template);
    let mut all = String::new();
    for lang in ["sv", "en"] {
        for args in [
            &["--template", "mall.docx"][..],
            &["--template", "mall.docx", "--format", "html"],
            &["--template", "mall.docx", "--output", "ut.md"],
            &["--template", "mall.docx", "--output", "mall.docx"],
            &["--template", "borta.docx", "--output", "ut.docx"],
            &["--template", "mal.docx", "--output", "ut.docx"],
            &["--template", ".", "--output", "ut.docx"],
        ] {
            for command in ["memo", "plan"] {
                let ran = place.run(&[&[command, "omrade.yaml", "--lang", lang], args].concat());
                assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{args:?}");
                if command == "memo" {
                    all.push_str(&format!("{}\n{}", args.join(" "), ran.stderr));
                }
            }
        }
    }
    assert!(!place.path("ut.docx").exists() && !place.path("ut.md").exists());
    assert_eq!(std::fs::read(place.path("mall.docx")).unwrap(), template);
    insta::assert_snapshot!(all);
    let twice = place.run(&["memo", "-", "--template", "-", "--output", "ut.docx"]);
    assert_eq!((twice.status, twice.stderr.as_str()), (2, "fel: `-` (standard in) kan bara anges en gång\n"));
}
