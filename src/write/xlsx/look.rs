//! How cells look: few colours, all of them light, and each with a meaning.
//!
//! In: nothing. Out: formats. Never decides what stands where.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::model::Exact;
use crate::texts::Texts;

const INK: Color = Color::RGB(0x1F_2A_37);
const FAINT: Color = Color::RGB(0x7A_86_94);
const LINE: Color = Color::RGB(0xD9_DF_E6);
const HEAD: Color = Color::RGB(0x2F_4A_66);
const HEAD_CORE: Color = Color::RGB(0x1C_32_4A);
const HEAD_LINE: Color = Color::RGB(0x5B_72_8A);

/// The formats of a workbook.
#[derive(Debug)]
pub struct Look {
    /// A machine's name for a column.
    pub key: Format,
    /// A heading.
    pub head: Format,
    /// The heading of a core criterion.
    pub head_core: Format,
    /// Text on one line.
    pub text: Format,
    /// Text in as many lines as it needs.
    pub wrapped: Format,
    /// What is still to be typed in below the rows that are written.
    pub typed: Format,
    /// A name that the row is known by.
    pub name: Format,
    /// What is said but does not count.
    pub faint: Format,
    /// A whole number.
    pub count: Format,
    /// A number with decimals.
    pub amount: Format,
    /// A number as it is.
    pub number: Format,
    /// A date.
    pub date: Format,
    /// A part of one, shown as a percentage.
    pub percent: Format,
    /// A number of per cent, which says so.
    pub per_cent: Format,
    /// An answer or another word of a list.
    pub word: Format,
    /// Something good or settled.
    pub good: Format,
    /// Something in between.
    pub between: Format,
    /// Something that speaks against.
    pub bad: Format,
    /// Something not known.
    pub unknown: Format,
    /// Something that is neither good nor bad.
    pub plain: Format,
    /// What a text ends in that a cell cannot hold whole.
    pub shortened: &'static str,
}

impl Look {
    pub fn new(texts: &Texts) -> Self {
        let base = Format::new()
            .set_font_color(INK)
            .set_align(FormatAlign::Top)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(LINE);
        let head = Format::new()
            .set_bold()
            .set_font_color(Color::White)
            .set_background_color(HEAD)
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border_right(FormatBorder::Thin)
            .set_border_right_color(HEAD_LINE);
        // What is typed in these stays text: no date is made of 1-2, and no formula of what begins like one.
        let text = base.clone().set_num_format("@");
        let number = base.clone().set_align(FormatAlign::Right).set_indent(1);
        let tint = |ink: u32, paper: u32| {
            Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(paper))
        };
        Self {
            key: Format::new().set_font_size(8).set_font_color(FAINT),
            head_core: head.clone().set_background_color(HEAD_CORE),
            head,
            typed: Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top),
            wrapped: text.clone().set_text_wrap(),
            name: text.clone().set_bold().set_text_wrap(),
            faint: text.clone().set_font_color(FAINT).set_text_wrap(),
            count: number.clone().set_num_format("#,##0"),
            amount: number.clone().set_num_format("#,##0.00"),
            date: number.clone().set_num_format("yyyy-mm-dd"),
            percent: number.clone().set_num_format("0%"),
            per_cent: number.clone().set_num_format("General\" %\""),
            number,
            word: text
                .clone()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_border_right(FormatBorder::Thin)
                .set_border_right_color(LINE),
            text,
            good: tint(0x1E_5B_36, 0xE3_F2_E7),
            between: tint(0x7A_57_00, 0xFB_F2_D5),
            bad: tint(0x8A_33_28, 0xF8_E5_E1),
            unknown: tint(0x6B_75_80, 0xEE_F0_F2).set_italic(),
            plain: tint(0x23_4B_73, 0xE4_ED_F6),
            shortened: texts.workbook_shortened(),
        }
    }

    /// The format of an amount or volume, with decimals only where it has any.
    pub fn figure(&self, number: &Exact) -> &Format {
        if number.is_integer() { &self.count } else { &self.amount }
    }

    /// A cell format in the colours of another.
    pub fn tinted(cell: &Format, tint: &Format) -> Format {
        tint.merge(cell)
    }
}
