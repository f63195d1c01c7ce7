import { expect, test } from 'vitest'
import { LeaseAge } from './lease-age.ts'

function given() {
  const now = { steady: 1_000, wall: 1_700_000_000_000 }
  const age = new LeaseAge({ steadyMs: () => now.steady, wallMs: () => now.wall })
  const pass = (ms: number) => {
    now.steady += ms
    now.wall += ms
  }
  return { now, age, pass, renew: (renewed = true) => age.renewedBy(async () => renewed) }
}

test('a lease that was never renewed is older than any limit', () => {
  expect(given().age.ms).toBe(Number.POSITIVE_INFINITY)
})

test('a clock that is put back by an hour does not make a lease young', async () => {
  const { now, age, pass, renew } = given()
  await renew()
  pass(20_000)
  now.wall -= 3_600_000

  expect(age.ms).toBe(20_000)
})

test('a machine that slept knows by the clock on the wall that its lease is old', async () => {
  const { now, age, renew } = given()
  await renew()
  now.wall += 600_000

  expect(age.ms).toBe(600_000)
})

test('a renewal counts from when it was asked for, and a refused one not at all', async () => {
  const { age, pass, renew } = given()
  await age.renewedBy(async () => {
    pass(4_000)
    return true
  })
  expect(age.ms).toBe(4_000)
  pass(1_000)
  await renew(false)

  expect(age.ms).toBe(5_000)
})

test('a lease that may be gone is older than any limit until it is renewed', async () => {
  const { age, renew } = given()
  await renew()
  age.doubt()
  expect(age.ms).toBe(Number.POSITIVE_INFINITY)
  await renew()

  expect(age.ms).toBe(0)
})
