//! The paper: A4, upright or on its side for tables that are too wide.
//!
//! In: blocks of a document. Out: which way the page is turned for them, and measures in twentieths of a point.

use askama::Template;

use super::widths::{fits, needs};
use crate::document::Block;

/// The margins to the left and right: 2 cm.
const MARGIN: u64 = 1134;

/// The margins above and below.
const MARGIN_ABOVE: u64 = 1247;

const SHORT_SIDE: u64 = 11906;
const LONG_SIDE: u64 = 16838;

/// How wide text is on a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paper {
    upright: u64,
    turned: u64,
}

/// Less than this is no measure that anybody meant.
const LEAST_WIDTH: u64 = 2000;

impl Paper {
    /// The widths between the margins of a page as it stands, and on its side.
    pub(super) fn new(upright: u64, turned: u64) -> Self {
        let is_meant = (LEAST_WIDTH..=10 * LONG_SIDE).contains(&upright);
        if is_meant {
            Self { upright, turned: turned.clamp(upright, 10 * LONG_SIDE) }
        } else {
            Self::default()
        }
    }

    /// The width on a page.
    pub(super) const fn width(self, page: Page) -> u64 {
        match page {
            Page::Portrait => self.upright,
            Page::Landscape => self.turned,
        }
    }
}

impl Default for Paper {
    /// A4.
    fn default() -> Self {
        Self { upright: SHORT_SIDE - 2 * MARGIN, turned: LONG_SIDE - 2 * MARGIN }
    }
}

/// What stands together: headings that follow upon each other, with the text below them.
pub(super) fn sections(blocks: &[Block]) -> impl Iterator<Item = &[Block]> {
    blocks.chunk_by(|one, next| heading(one) || !heading(next))
}

const fn heading(block: &Block) -> bool {
    matches!(block, Block::Heading { .. })
}

/// A way to turn the page, which ends a section as XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Template)]
#[template(path = "docx/section.xml")]
pub(super) enum Page {
    /// Upright.
    Portrait,
    /// On its side.
    Landscape,
}

impl Page {
    /// The page for what stands together under a heading: all of it turns for a table that is too wide.
    pub(super) fn of(section: &[Block], paper: Paper) -> Self {
        let wide = |block: &Block| match block {
            Block::Table(table) => table.wide || !fits(paper.width(Self::Portrait), &needs(table)),
            Block::Figure(figure) => !figure.rows.is_empty(),
            _ => false,
        };
        if section.iter().any(wide) { Self::Landscape } else { Self::Portrait }
    }

    const fn width(self) -> u64 {
        match self {
            Self::Portrait => SHORT_SIDE,
            Self::Landscape => LONG_SIDE,
        }
    }

    const fn height(self) -> u64 {
        match self {
            Self::Portrait => LONG_SIDE,
            Self::Landscape => SHORT_SIDE,
        }
    }

    /// How high text can stand on it.
    pub(super) const fn text_height(self) -> u64 {
        self.height() - 2 * MARGIN_ABOVE
    }

    const fn is_landscape(self) -> bool {
        matches!(self, Self::Landscape)
    }
}
