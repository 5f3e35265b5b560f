// The engines of JavaScript: the same areas, checked and measured.
//
// In: the folder with plan, areas and expected results; `--quick` to measure only as long as it takes to see that it
// works. Out: a line of JSON for each engine on standard output. Fails when an engine says something else of any area.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Bench } from 'tinybench'

const [folder, ...options] = process.argv.slice(2)
const quick = options.includes('--quick')
const read = (name) => JSON.parse(readFileSync(`${folder}/${name}.json`, 'utf8'))
const { version } = (() => {
  const require = createRequire(import.meta.url)
  return { version: (name) => JSON.parse(readFileSync(`${require.resolve(name).split(`node_modules/${name}/`)[0]}node_modules/${name}/package.json`, 'utf8')).version }
})()

const plan = read('plan')
const mixes = read('areas')
const TOLERANCE = 1e-9

/** An area as objects of JavaScript have it: answers by criterion. */
const area = (answers) => Object.fromEntries(plan.criteria.map(({ id, answers: ids }, at) => [id, ids[answers[at]]]))

const equal = (one, two) => one.length === two.length && one.every((value, at) => value === two[at])

function agrees(said, expected, texts) {
  const near = said.scores.every((score, at) => Math.abs(score - expected.scores[at]) <= TOLERANCE)
  const reasons = expected.reasons.map((at) => texts[at])
  return near && said.outcome === expected.outcome && equal(said.excluded, expected.excluded) && equal(said.reasons, reasons)
}

async function measure({ card, make }) {
  const engine = make(plan)
  const { texts, mixes: expected } = read('expected')
  const rates = []
  for (const [at, { areas }] of mixes.entries()) {
    const inputs = areas.map((answers) => engine.input(area(answers)))
    inputs.forEach((input, number) => {
      const said = engine.said(engine.run(input))
      if (!agrees(said, expected[at][number], texts)) {
        throw new Error(`${card.name}, area ${number}: ${JSON.stringify(said)}, not ${JSON.stringify(expected[at][number])}`)
      }
    })
    let kept
    const pass = () => {
      for (const input of inputs) kept = engine.run(input)
    }
    const limits = quick ? { time: 1, iterations: 3, warmupTime: 1, warmupIterations: 1 } : { time: 2000, iterations: 10, warmupTime: 500 }
    const bench = new Bench(limits)
    bench.add('pass', pass, { async: false })
    await bench.run()
    if (kept === undefined) throw new Error('nothing measured')
    rates.push((inputs.length * 1000) / bench.tasks[0].result.latency.p50)
  }
  const { name, how } = card
  console.log(JSON.stringify({ name, version: version(card.package), language: `JavaScript (node ${process.versions.node})`, how, rates }))
}

await measure(await import('./json_logic.mjs'))
