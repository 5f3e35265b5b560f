// json-logic-engine: JSON Logic, compiled to a JavaScript function.
//
// In: the plan as one pipe of JSON Logic, with standard operators only. Out: what its last step gives.

import { LogicEngine } from 'json-logic-engine'

export const card = { name: 'json-logic-engine', package: 'json-logic-engine', how: 'JSON Logic, compiled with build' }

const val = (...path) => ({ val: path.length === 1 ? path[0] : path })
const either = (tests) => (tests.length === 1 ? tests[0] : { or: tests })

/** Whether a criterion, found under `path`, has one of a test's answers. */
function holds(plan, test, ...path) {
  const { id, answers } = plan.criteria[test.criterion]
  return either(test.answers.map((answer) => ({ '===': [val(...path, id), answers[answer]] })))
}

/** The value of a criterion's answer; what most answers share comes last and needs no test. */
function chosen(plan, criterion, values, ...path) {
  const { id, answers } = plan.criteria[criterion]
  const times = (value) => values.filter((other) => other === value).length
  const most = values.reduce((best, value) => (times(value) >= times(best) ? value : best))
  const cases = values.flatMap((value, at) => (value === most ? [] : [{ '===': [val(...path, id), answers[at]] }, value]))
  return cases.length === 0 ? most : { if: [...cases, most] }
}

/** Points and gates, then who leads, then the result; each step sees what the step before gave. */
export function translate(plan) {
  const sum = (form) => ({
    '+': plan.points.filter((part) => part.form === form).map((part) => chosen(plan, part.criterion, part.by_answer)),
  })
  const gates = (form) =>
    either(plan.gates.filter((gate) => gate.excludes.includes(form)).map((gate) => holds(plan, gate.when)))
  const left = (form) => ({ if: [val(`no_${form}`), -1, val(form)] })
  const area = val([])
  const same = (...keys) => Object.fromEntries(keys.map((key) => [key, val(key)]))
  const standing = {
    area,
    vu: sum(0),
    one: sum(1),
    two: sum(2),
    no_one: gates(1),
    no_two: gates(2),
    mix: either(plan.mix.map((test) => holds(plan, test))),
  }
  const kept = same('area', 'vu', 'one', 'two', 'no_one', 'no_two')
  const first = { '>=': [left('one'), left('two')] }
  const lead = { ...kept, mix: val('mix'), first, top: { if: [first, left('one'), left('two')] } }
  const { single, mixed } = plan.outcomes
  const of = (ids) => ({ if: [val('first'), ids[1], ids[2]] })
  const ahead = { '>': [val('top'), val('vu')] }
  const near = {
    and: [
      { '>': [val('vu'), 0] },
      { '>': [val('top'), 0] },
      { '<=': [{ '-': [val('vu'), val('top')] }, plan.reach] },
      { '<=': [{ '-': [val('top'), val('vu')] }, plan.reach] },
    ],
  }
  const beside = { or: [near, { and: [ahead, val('mix')] }] }
  const outcome = { if: [{ '<': [val('top'), 0] }, single[0], beside, of(mixed), ahead, of(single), single[0]] }
  const result = {
    outcome: val('outcome'),
    excluded: [val('no_one'), val('no_two')],
    scores: ['vu', 'one', 'two'].map((form) => ({ '/': [val(form), plan.whole] })),
    reasons: { merge: runs(plan.slots).map((run) => list(plan, run)) },
  }
  return { pipe: [{ eachKey: standing }, { eachKey: lead }, { eachKey: { ...kept, outcome } }, { eachKey: result }] }
}

const always = (slot) => slot.only_form === null && slot.only_if === null && !slot.reasons.includes(null)

/** The slots in runs of those that always say something and those that may not. */
function runs(slots) {
  const runs = []
  for (const slot of slots) {
    if (runs.length > 0 && always(runs.at(-1)[0]) === always(slot)) runs.at(-1).push(slot)
    else runs.push([slot])
  }
  return runs
}

/** The reasons of a run. */
function list(plan, run) {
  const reasons = run.map((slot) => reason(plan, slot))
  return always(run[0]) ? reasons : { filter: [reasons, val([])] }
}

/** The reason in a slot, or null. */
function reason(plan, slot) {
  const { single, mixed } = plan.outcomes
  const text = chosen(plan, slot.criterion, slot.reasons, 'area')
  const tests = []
  if (slot.only_form !== null) {
    tests.push(...[single, mixed].map((ids) => ({ '===': [val('outcome'), ids[slot.only_form]] })))
  }
  const guards = tests.length > 0 ? [either(tests)] : []
  if (slot.only_if !== null) guards.push(holds(plan, slot.only_if, 'area'))
  return guards.reduce((said, guard) => ({ if: [guard, said, null] }), text)
}

/** The engine with one rule set. */
export function make(plan) {
  const engine = new LogicEngine()
  // Only booleans, texts and nulls are tested here, and of those JavaScript thinks as JSON Logic does.
  engine.truthy = Boolean
  const run = engine.build(translate(plan))
  return { run, input: (area) => area, said: (output) => output }
}
