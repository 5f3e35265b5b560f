//! The paper: A4, upright or on its side for tables that are too wide.
//!
//! In: blocks of a document. Out: which way the page is turned for them, and measures in twentieths of a point.

use askama::Template;

use super::widths::{fits, needs};
use crate::document::Block;

/// The margins to the left and right: 2 cm.
const MARGIN: u64 = 1134;

const SHORT_SIDE: u64 = 11906;
const LONG_SIDE: u64 = 16838;

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
    pub(super) fn of(section: &[Block]) -> Self {
        let wide = |block: &Block| match block {
            Block::Table(table) => !fits(Self::Portrait.text_width(), &needs(table)),
            _ => false,
        };
        if section.iter().any(wide) { Self::Landscape } else { Self::Portrait }
    }

    /// The width between the margins.
    pub(super) const fn text_width(self) -> u64 {
        self.width() - 2 * MARGIN
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

    const fn is_landscape(self) -> bool {
        matches!(self, Self::Landscape)
    }
}
