//! What must hold whatever the tool is given, on inputs made from good and bad ones: the fuzz targets check the same.
//!
//! In: the examples, the shipped files, the catalogue of bad input and the inputs that fuzzing has kept, as they are and
//! with bytes changed, moved, doubled and put together.

use std::fs;

use crate::support::invariants::{
    area_file, bounded, parts, pipeline, rule_set, rule_tests, saved, workbook,
};
use crate::support::random::Dice;
use crate::support::{root, shipped, walkdir};
use avtalsform::model::Lang;
use avtalsform::texts::Texts;
use avtalsform::write::xlsx::blank;
use proptest::prelude::*;

/// Every file under these folders, in the order of their paths; what is longer than this many bytes is left out.
fn inputs(folders: &[&str], most: u64) -> Vec<Vec<u8>> {
    let there = folders.iter().map(|folder| root().join(folder)).filter(|folder| folder.exists());
    let mut walk: Vec<_> = there.flat_map(|folder| walkdir(&folder)).collect();
    walk.sort();
    let short = walk.into_iter().filter(|path| path.metadata().unwrap().len() <= most);
    let inputs: Vec<Vec<u8>> = short.map(|path| fs::read(path).unwrap()).collect();
    assert!(!inputs.is_empty(), "{folders:?}");
    inputs
}

/// An input with a few things done to it that happen to files, and some that nobody does but a fuzzer.
fn spoilt(inputs: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const PIECES: [&[u8]; 24] = [
        b"\n",
        b"\r\n",
        b"\t",
        b"  ",
        b": ",
        b"- ",
        b"---\n",
        b"\"",
        b"'",
        b"{",
        b"}",
        b"[",
        b"]",
        b"|\n",
        b"&a ",
        b"*a",
        b"!!int ",
        b"<<: ",
        b"\xEF\xBB\xBF",
        b"\xE5",
        b"\0",
        b"\x1B]8;;",
        b"? ",
        b"999999999999999999999",
    ];
    let mut bytes = dice.pick(inputs).clone();
    for _ in 0..1 + dice.below(6) {
        let (one, other) = (dice.below(bytes.len() + 1), dice.below(bytes.len() + 1));
        let (from, to) = (one.min(other), one.max(other));
        match dice.below(7) {
            0 => drop(bytes.splice(from..from, dice.pick(&PIECES).iter().copied())),
            1 => drop(bytes.drain(from..to.min(from + 12))),
            2 => {
                let piece = bytes[from..to.min(from + 200)].to_vec();
                bytes.splice(to..to, piece);
            }
            3 => {
                let piece = dice.pick(inputs).clone();
                let start = dice.below(piece.len() + 1);
                bytes.splice(from..from, piece[start..].iter().copied().take(400));
            }
            4 => bytes.truncate(to),
            5 if from < bytes.len() => bytes[from] = dice.roll().to_le_bytes()[0],
            _ if from < bytes.len() => bytes[from] ^= 1 << dice.below(8),
            _ => {}
        }
    }
    bytes
}

/// Every input as it is, then so many spoilt ones.
fn hold(folders: &[&str], cases: u32, most: u64, holds: fn(&[u8])) {
    let inputs = inputs(folders, most);
    inputs.iter().for_each(|input| holds(input));
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let spoil = |seed: u64| {
        let input = spoilt(&inputs, &mut Dice::new(seed));
        let shown = String::from_utf8_lossy(&input).into_owned();
        let held = std::panic::catch_unwind(|| holds(&input));
        prop_assert!(held.is_ok(), "{shown}");
        Ok(())
    };
    runner.run(&any::<u64>(), spoil).unwrap();
}

const KEPT: u64 = 40_000;

#[test]
fn area_files() {
    hold(
        &["examples/illustrations", "tests/bad/area", "tests/bad/ok", "fuzz/corpus/area"],
        150,
        KEPT,
        area_file,
    );
}

#[test]
fn rule_sets() {
    hold(&["tests/rules/minimal.yaml", "tests/bad/rules", "fuzz/corpus/rules"], 150, KEPT, rule_set);
}

#[test]
fn files_of_rule_tests() {
    hold(&["rules/tests", "tests/bad/tests", "fuzz/corpus/tests"], 100, KEPT, rule_tests);
}

#[test]
fn saved_overviews() {
    hold(&["fuzz/corpus/baseline"], 300, KEPT, saved);
}

#[test]
fn workbooks() {
    hold(&["fuzz/corpus/workbook"], 300, KEPT, workbook);
    let rules = shipped("linkoping-vard-omsorg");
    let blank = blank(&rules, &Texts::load(Lang::Sv).unwrap(), 2).unwrap().bytes;
    workbook(&blank);
    workbook(&parts(&blank));
}

#[test]
fn the_whole_way() {
    hold(&["fuzz/corpus/pipeline"], 200, KEPT, pipeline);
}

/// Rule sets of every size are dealt with, counted or drawn.
#[test]
fn rule_sets_of_every_size() {
    let mut dice = Dice::new(16);
    let (mut counted, mut drawn) = (0, 0);
    for _ in 0..9 {
        let bytes: Vec<u8> = (0..256).map(|_| dice.below(256) as u8).collect();
        *(if bounded(&bytes) { &mut counted } else { &mut drawn }) += 1;
    }
    assert!(counted > 0 && drawn > 0, "{counted} counted, {drawn} drawn");
}
