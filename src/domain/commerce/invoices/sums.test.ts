import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { gross, sumsOf } from "./sums.ts";

describe("what an item comes to", () => {
  const cases: [quantity: number, unitPrice: number, gross: number][] = [
    [1000, 3500, 3500],
    [1500, 3335, 5002], // 5002.5: to the even one
    [500, 3, 2], // 1.5
    [500, 1, 0], // 0.5
    [500, 5, 2], // 2.5
    [501, 5, 3],
    [1, 499, 0],
    [333, 100, 33],
    [1_000_000_000, 100_000, 100_000_000_000],
  ];
  for (const [quantity, unitPrice, expected] of cases)
    it(`${quantity / 1000} × ${unitPrice} is ${expected}`, () =>
      assert.equal(gross({ quantity, unitPrice }), BigInt(expected)));
});

describe("the sums of an invoice", () => {
  const item = fc
    .record({ quantity: fc.integer({ min: 1, max: 100_000 }), unitPrice: fc.integer({ min: 0, max: 1_000_000 }) })
    .chain((priced) => fc.integer({ min: 0, max: Number(gross(priced)) }).map((discount) => ({ ...priced, discount })));

  it("always add up, and each item is at most half a unit from its exact price", () => {
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 20 }), fc.nat(100), (items, share) => {
        const { subtotal: whole } = sumsOf(items, 0, "usd");
        const discount = Math.floor((whole * share) / 100);
        const { totals, subtotal, total } = sumsOf(items, discount, "usd");
        assert.equal(
          totals.reduce((sum, one) => sum + one, 0),
          subtotal,
        );
        assert.equal(total + discount, subtotal);
        for (const [index, { quantity, unitPrice, discount: off }] of items.entries()) {
          const exact = BigInt(quantity) * BigInt(unitPrice);
          const apart = exact - BigInt(totals[index]! + off) * 1000n;
          assert.ok(apart <= 500n && apart >= -500n);
        }
      }),
    );
  });

  it("refuse a discount that is more than what it is taken from, and an invoice beyond all measure", () => {
    const wrong: [items: Parameters<typeof sumsOf>[0], discount: number, field: string][] = [
      [[{ quantity: 1000, unitPrice: 100, discount: 101 }], 0, "items.0.discount"],
      [[{ quantity: 1000, unitPrice: 100, discount: 50 }], 51, "discount"],
      [[{ quantity: 1_000_000_000, unitPrice: 100_001, discount: 0 }], 0, "items.0.unitPrice"],
      [Array.from({ length: 2 }, () => ({ quantity: 1000, unitPrice: 60_000_000_000, discount: 0 })), 0, "items"],
    ];
    for (const [items, discount, field] of wrong)
      assert.throws(
        () => sumsOf(items, discount, "usd"),
        (error: any) => error.details[0].field === field,
      );
  });

  it("are told as money, not in minor units", () => {
    const refusal = (currency: string) => {
      try {
        sumsOf([{ quantity: 1000, unitPrice: 3500, discount: 0 }], 3501, currency);
      } catch (error) {
        return (error as { details: { message: string }[] }).details[0]!.message;
      }
    };
    assert.equal(refusal("usd"), "Must not be more than the subtotal, $35.00");
    assert.equal(refusal("jpy"), "Must not be more than the subtotal, ¥3,500");
  });
});
