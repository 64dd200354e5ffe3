import { expect, test } from "vitest";
import { may, permissions, permissionsOf, roles } from "../../../domain/user.ts";

const as = (...held: (typeof roles)[number][]) => ({ roles: held, disabled: false });

test("an admin keeps the house and decides nothing", () => {
  for (const permission of ["leads.decide", "leads.second-opinion", "notices.draft", "notices.approve", "notices.send"] as const)
    expect(may(as("admin"), permission), permission).toBe(false);
});

test("every permission is held by some role", () => {
  const held = new Set(roles.flatMap((role) => permissionsOf(as(role))));
  expect([...held].toSorted()).toEqual([...permissions].toSorted());
});

test("a disabled account may nothing", () => {
  expect(permissionsOf({ roles: [...roles], disabled: true })).toEqual([]);
});
