//! What one outcome takes, or what forbids it.
//!
//! In: what was found. Out: a section.

use super::{Target, WhatIf};
use crate::document::{Block, Rich};
use crate::model::{Gate, GateKind};
use crate::say::words::{number, sources};
use crate::texts::Text;
use crate::what_if::{Blocked, Found, Reached};

impl WhatIf<'_> {
    pub(super) fn target_section(&self, blocks: &mut Vec<Block>) {
        let Some(target) = &self.target else { return };
        let texts = self.texts;
        let title = texts.what_if_target_title(self.outcome(target.outcome));
        self.heading(blocks, &title, "target");
        match &target.found {
            Found::Reached(reached) if reached.size == 0 => self.paragraph(blocks, Text::WhatIfAlready),
            Found::Reached(reached) => self.reached(blocks, reached),
            // Whoever asked is told that it cannot be computed; there is nothing else to say.
            Found::Beyond(_) => {}
            Found::Unreached(unreached) => {
                self.paragraph(
                    blocks,
                    match unreached.blocked {
                        Blocked::Gates => Text::WhatIfGates,
                        Blocked::GatesTogether => Text::WhatIfGatesTogether,
                        Blocked::Scores => Text::WhatIfScoresNever,
                    },
                );
                let gates = unreached.gates.iter().filter_map(|gate| self.now.rules.gates.get(*gate));
                let gates: Vec<Rich> = gates.map(|gate| self.gate(gate)).collect();
                if !gates.is_empty() {
                    blocks.push(Block::List(gates));
                }
            }
        }
        self.kept(blocks, target);
    }

    fn kept(&self, blocks: &mut Vec<Block>, target: &Target) {
        if target.keep.is_empty() {
            return;
        }
        let kept = target.keep.iter().map(|criterion| {
            let answer = self.answer(*criterion, self.now.area.answers.get(*criterion));
            self.texts.flip(answer, self.criterion(*criterion))
        });
        let kept = kept.collect::<Vec<_>>().join(", ");
        let kept = self.texts.what_if_kept(&kept);
        blocks.push(Block::Paragraph(Rich::plain(kept)));
    }

    fn reached(&self, blocks: &mut Vec<Block>, reached: &Reached) {
        let texts = self.texts;
        let words = [("number", reached.size.to_string()), ("sets", number(texts, reached.sets))];
        let words = words.each_ref().map(|(name, word)| (*name, word.as_str()));
        blocks.push(Block::Paragraph(Rich::plain(texts.with(Text::WhatIfReached, &words))));
        let shown = &reached.first;
        blocks.push(Block::Numbered(shown.iter().map(|set| Rich::plain(self.steps(set))).collect()));
        let more = reached.sets.saturating_sub(shown.len() as u128);
        if more > 0 {
            let more = texts.more_reasons(number(texts, more));
            blocks.push(Block::Paragraph(Rich::plain(more)));
        }
        blocks.extend(self.law_note(shown.iter().flatten().map(|(criterion, _)| *criterion)));
    }

    fn gate(&self, gate: &Gate) -> Rich {
        let texts = self.texts;
        let kind = texts.get(match gate.kind {
            GateKind::Law => Text::KindGateLaw,
            GateKind::Prerequisite => Text::KindGatePrerequisite,
        });
        Rich::plain(texts.what_if_gate(
            &gate.head.id,
            kind,
            sources(texts, &gate.head.sources),
            gate.head.why.get(texts.lang),
        ))
    }
}
