//! What one outcome takes, or what forbids it.
//!
//! In: what was found. Out: a section.

use super::{Target, WhatIf};
use crate::document::{Block, Rich};
use crate::model::{Gate, GateKind};
use crate::what_if::{Blocked, Found, Reached};

impl WhatIf<'_> {
    pub(super) fn target_section(&self, blocks: &mut Vec<Block>) {
        let Some(target) = &self.target else { return };
        let texts = self.texts;
        let title = texts.what_if_target_title(self.speaker().outcome(target.outcome));
        self.heading(blocks, &title, "target");
        match &target.found {
            Found::Reached(reached) if reached.size == 0 => {
                self.paragraph(blocks, self.texts.what_if_already())
            }
            Found::Reached(reached) => self.reached(blocks, reached),
            // Whoever asked is told that it cannot be computed; there is nothing else to say.
            Found::Beyond(_) => {}
            Found::Unreached(unreached) => {
                self.paragraph(
                    blocks,
                    match unreached.blocked {
                        Blocked::Gates => self.texts.what_if_gates(),
                        Blocked::GatesTogether => self.texts.what_if_gates_together(),
                        Blocked::Scores => self.texts.what_if_scores_never(),
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
            let answer = self.speaker().answer(*criterion, self.now.area.answers.get(*criterion));
            self.texts.flip(answer, self.speaker().criterion(*criterion))
        });
        let kept = kept.collect::<Vec<_>>().join(", ");
        let kept = self.texts.what_if_kept(kept);
        blocks.push(Block::Paragraph(Rich::plain(kept)));
    }

    fn reached(&self, blocks: &mut Vec<Block>, reached: &Reached) {
        let texts = self.texts;
        let sets = texts.what_if_reached(reached.size, self.speaker().number(reached.sets));
        blocks.push(Block::Paragraph(Rich::plain(sets)));
        let shown = &reached.first;
        blocks.push(Block::Numbered(shown.iter().map(|set| Rich::plain(self.steps(set))).collect()));
        let more = reached.sets.saturating_sub(shown.len() as u128);
        if more > 0 {
            let more = texts.more_reasons(self.speaker().number(more));
            blocks.push(Block::Paragraph(Rich::plain(more)));
        }
        blocks.extend(self.law_note(shown.iter().flatten().map(|(criterion, _)| *criterion)));
    }

    fn gate(&self, gate: &Gate) -> Rich {
        let texts = self.texts;
        let kind = match gate.kind {
            GateKind::Law => self.texts.kind_gate_law(),
            GateKind::Prerequisite => self.texts.kind_gate_prerequisite(),
        };
        Rich::plain(texts.what_if_gate(
            &gate.head.id,
            kind,
            self.speaker().sources(&gate.head.sources),
            gate.head.why.get(texts.lang),
        ))
    }
}
