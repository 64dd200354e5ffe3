import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  approve,
  approvedAgain,
  itemStates,
  missingElements,
  nextNotice,
  noticeStates,
  textToApprove,
  unfilledPlaceholders,
  type Notice,
  type NoticeAction,
  type NoticeState,
} from "../../../domain/notice.ts";
import { CaptureId, LeadId, ListingId, NoticeId, NoticeItemId, Sha256, UserId } from "../../../domain/words.ts";

const author = UserId("author");
const other = UserId("other");
const at = new Date("2026-06-30T02:00:00Z");

function aNotice(fields: Partial<Notice> = {}): Notice {
  return {
    id: NoticeId("n"),
    number: null,
    kind: "authority",
    platform: "shop",
    rightId: "nike",
    rightName: "耐克",
    infringementKind: "trademark",
    channel: "email",
    recipient: "ipr@shop.example",
    language: "zh",
    template: "authority.zh.v1",
    subject: "关于协助处置的函 TQ-1",
    body: "请贵平台依法处置。",
    textHash: Sha256("hash"),
    token: "TQ-1",
    state: "draft",
    draftedBy: author,
    draftedAt: at,
    approvedBy: null,
    approvedAt: null,
    sentAt: null,
    receipt: null,
    dueAt: null,
    publishedAt: null,
    closedAt: null,
    version: 1,
    items: [
      {
        id: NoticeItemId("i"),
        noticeId: NoticeId("n"),
        leadId: LeadId("l"),
        listingId: ListingId("shop:1"),
        url: "https://shop.example/1",
        claimed: null,
        claimedAt: null,
        verified: "pending",
        verifiedAt: null,
        verifiedBy: null,
      },
    ],
    ...fields,
  };
}

const approval = { by: other, at, hashShown: "hash" };

describe("approval", () => {
  test("is by another person than the author", () => {
    expect(approve(aNotice(), { ...approval, by: author })).toEqual({ ok: false, fault: { code: "same-person" } });
  });

  test("covers exactly the text that was shown", () => {
    expect(approve(aNotice(), { ...approval, hashShown: "another" })).toMatchObject({ ok: false, fault: { code: "text-changed" } });
  });

  test("refuses a template with a gap", () => {
    expect(approve(aNotice({ body: "致 {{operator}}：" }), approval)).toEqual({
      ok: false,
      fault: { code: "unfilled", placeholders: ["{{operator}}"] },
    });
  });

  test("refuses a notice that lacks what its kind requires, and names it", () => {
    expect(approve(aNotice({ items: [], recipient: " " }), approval)).toEqual({
      ok: false,
      fault: { code: "missing", elements: ["recipient", "locator"] },
    });
  });

  test("is not given twice", () => {
    for (const state of noticeStates.filter((candidate) => candidate !== "draft"))
      expect(approve(aNotice({ state }), approval), state).toMatchObject({ ok: false, fault: { code: "not-a-draft" } });
  });

  test("does not outlive a change of the stored text", () => {
    const approved = approve(aNotice(), approval);
    if (!approved.ok) throw new Error("not approved");
    expect(approvedAgain(approved.value, "hash")).not.toBeNull();
    expect(approvedAgain(approved.value, "changed")).toBeNull();
    expect(approvedAgain(aNotice(), "hash")).toBeNull();
  });
});

test("every word, link and recipient changes the text to approve", () => {
  const base = aNotice();
  const item = base.items[0];
  if (item === undefined) throw new Error("an item is needed");
  const changes: Partial<Notice>[] = [
    { subject: "x" },
    { body: "x" },
    { recipient: "x" },
    { channel: "x" },
    { platform: "x" },
    { kind: "right-holder" },
    { items: [] },
    { items: [{ ...item, url: "https://shop.example/2" }] },
    { items: [item, item] },
  ];
  const texts = new Set([base, ...changes.map((change) => aNotice(change))].map(textToApprove));
  expect(texts.size).toBe(changes.length + 1);
});

describe("the life of a notice", () => {
  const actions: readonly NoticeAction[] = [
    { act: "start-sending" },
    { act: "record-sent", receipt: "r", at, dueAt: at },
    { act: "sending-failed", because: "b" },
    { act: "acknowledge", note: "n" },
    { act: "record-publication", url: "u", captureId: CaptureId("c"), seen: true },
    { act: "close", note: "n" },
    { act: "cancel", note: "n" },
  ];

  test("there is no way from draft to sent but through approval", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 12 }), (path) => {
        let state: NoticeState = "draft";
        for (const action of path) {
          const led = nextNotice({ state, items: [], publicationRecorded: true }, action);
          if (led.ok) state = led.value;
        }
        expect(["draft", "cancelled"]).toContain(state);
      }),
    );
  });

  test("closes only when the publication was recorded and no item is open", () => {
    const items = aNotice().items;
    expect(nextNotice({ state: "sent", items: [], publicationRecorded: false }, { act: "close", note: "" })).toMatchObject({
      fault: { code: "publication-open" },
    });
    expect(nextNotice({ state: "published", items, publicationRecorded: true }, { act: "close", note: "" })).toMatchObject({
      fault: { code: "items-open", open: 1 },
    });
    for (const verified of itemStates.filter((state) => state !== "pending"))
      expect(
        nextNotice(
          { state: "published", items: items.map((item) => ({ ...item, verified })), publicationRecorded: true },
          { act: "close", note: "" },
        ),
      ).toEqual({ ok: true, value: "closed" });
  });

  test("what was sent cannot be cancelled", () => {
    expect(nextNotice({ state: "sent", items: [], publicationRecorded: false }, { act: "cancel", note: "" })).toMatchObject({ ok: false });
  });
});

test("placeholders are found, also one that never ends", () => {
  expect(unfilledPlaceholders("a {{x}} b {{y}} {{x}}")).toEqual(["{{x}}", "{{y}}"]);
  expect(unfilledPlaceholders("a {{x")).toEqual(["{{x"]);
  expect(missingElements(aNotice())).toEqual([]);
});
