import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { depositOf, percentage, repriced, usualPrice } from "./price.ts";

describe("what an appointment costs", () => {
  it("rounds percentages half to even", () => {
    const table: [amount: number, percent: number, expected: number][] = [
      [3500, 25, 875],
      [0, 50, 0],
      [1, 50, 0], // 0.5 → 0
      [3, 50, 2], // 1.5 → 2
      [5, 50, 2], // 2.5 → 2
      [7, 50, 4], // 3.5 → 4
      [50, 1, 0], // 0.5 → 0
      [150, 1, 2], // 1.5 → 2
      [250, 1, 2], // 2.5 → 2
      [149, 1, 1],
      [151, 1, 2],
      [1999, 15, 300], // 299.85
      [3333, 33, 1100], // 1099.89
      [999, 100, 999],
      [100_000_000_000, 100, 100_000_000_000],
      [90_071_992_547_409, 99, 89_171_272_621_935], // × 100 passes 2^53: …934.91
    ];
    for (const [amount, percent, expected] of table)
      assert.equal(percentage(amount, percent), expected, `${percent} % of ${amount}`);
  });

  it("splits every amount so that the parts add up", () => {
    for (let amount = 0; amount < 500; amount++)
      for (let percent = 0; percent <= 100; percent++) {
        const part = percentage(amount, percent);
        assert.ok(part >= 0 && part <= amount);
        assert.ok(Math.abs(part * 100 - amount * percent) <= 50);
      }
  });

  it("adds extras by quantity", () => {
    const service = { price: 3500, depositType: "none", depositAmount: 0 };
    const extras = [
      { price: 1500, quantity: 2 },
      { price: 0, quantity: 5 },
    ];
    assert.equal(usualPrice(service, extras), 6500);
  });

  it("asks for a deposit that never passes the price", () => {
    const table: [type: string, amount: number, price: number, expected: number][] = [
      ["none", 0, 3500, 0],
      ["none", 99, 3500, 0],
      ["fixed", 1000, 3500, 1000],
      ["fixed", 5000, 3500, 3500],
      ["percentage", 20, 3500, 700],
      ["percentage", 100, 3501, 3501],
      ["percentage", 50, 3501, 1750],
      ["percentage", 50, 0, 0],
    ];
    for (const [depositType, depositAmount, price, expected] of table)
      assert.equal(
        depositOf({ price, depositType, depositAmount }, price),
        expected,
        `${depositType} ${depositAmount}`,
      );
  });

  it("keeps an agreed price through other extras, and takes another service's own", () => {
    const haircut = { id: 1, price: 3500, depositType: "none", depositAmount: 0 };
    const colour = { ...haircut, id: 2, price: 9000 };
    const beard = { price: 1500, quantity: 1 };
    const agreed = { serviceId: 1, price: 3000, extras: [] };
    assert.equal(repriced(agreed, haircut, []), 3000);
    assert.equal(repriced(agreed, haircut, [beard]), 4500);
    assert.equal(repriced({ ...agreed, price: 4500, extras: [beard] }, haircut, []), 3000);
    assert.equal(repriced({ ...agreed, price: 1000, extras: [beard] }, haircut, []), 0);
    assert.equal(repriced(agreed, colour, [beard]), 10_500);
  });
});
