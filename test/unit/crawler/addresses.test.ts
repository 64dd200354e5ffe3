import { describe, expect, it } from "vitest";
import { createResolver, isPublicAddress } from "../../../crawler/fetch/addresses.ts";

const anywhere = { privateAddresses: true };
const publicOnly = { privateAddresses: false };

describe("an address nobody outside may reach is refused", () => {
  it.each([
    ["loopback", "127.0.0.1"],
    ["loopback, another", "127.8.9.10"],
    ["this host", "0.0.0.0"],
    ["private 10", "10.1.2.3"],
    ["private 172.16", "172.31.255.254"],
    ["private 192.168", "192.168.1.1"],
    ["link-local and cloud metadata", "169.254.169.254"],
    ["Alibaba Cloud's metadata, in carrier-grade NAT space", "100.100.100.200"],
    ["Azure's metadata, in public space", "168.63.129.16"],
    ["benchmarking", "198.18.0.1"],
    ["documentation", "203.0.113.7"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["reserved", "240.0.0.1"],
    ["IPv6 loopback", "::1"],
    ["IPv6 unspecified", "::"],
    ["unique local, AWS's metadata", "fd00:ec2::254"],
    ["IPv6 link-local", "fe80::1"],
    ["IPv4-mapped loopback", "::ffff:127.0.0.1"],
    ["IPv4-mapped in hex", "::ffff:7f00:1"],
    ["IPv4-compatible loopback", "::127.0.0.1"],
    ["NAT64 of loopback", "64:ff9b::7f00:1"],
    ["local NAT64", "64:ff9b:1::1"],
    ["6to4 of a private address", "2002:0a00:0001::1"],
    ["Teredo", "2001:0:4136:e378:8000:63bf:3fff:fdd2"],
    ["IPv6 documentation", "2001:db8::1"],
    ["not an address", "shop.example"],
    ["a number that browsers read as one", "2130706433"],
  ])("%s: %s", (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["1.1.1.1", "47.246.0.1", "2400:3200::1", "[2400:3200::1]"])("but %s is everyone's", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("a name", () => {
  it("with one private address among public ones is refused whole", async () => {
    const answer = await createResolver({ lookup: async () => ["1.1.1.1", "10.0.0.1"] }).addressesOf("mixed.example", publicOnly);
    expect(answer).toEqual({
      ok: false,
      fault: { cause: "private-address", detail: "mixed.example leads to 10.0.0.1, which is not a public address" },
    });
  });
  it("may lead to loopback for a platform whose file says so", async () => {
    expect(await createResolver({ lookup: async () => ["127.0.0.1"] }).addressesOf("test.example", anywhere)).toEqual({
      ok: true,
      value: [{ address: "127.0.0.1", family: 4 }],
    });
  });
  it("is looked up once for all who ask within a minute", async () => {
    let asked = 0;
    const resolver = createResolver({ lookup: async () => [`1.1.1.${++asked}`] });
    await Promise.all([resolver.addressesOf("a.example", publicOnly), resolver.addressesOf("a.example", publicOnly)]);
    expect(asked).toBe(1);
  });
  it("is looked up again after a minute", async () => {
    let asked = 0;
    let now = 0;
    const resolver = createResolver({ lookup: async () => [`1.1.1.${++asked}`], now: () => now });
    await resolver.addressesOf("a.example", publicOnly);
    now = 61_000;
    await resolver.addressesOf("a.example", publicOnly);
    expect(asked).toBe(2);
  });
  it("that cannot be resolved is a dead host, and is asked again next time", async () => {
    let asked = 0;
    const resolver = createResolver({
      lookup: async () => {
        asked++;
        throw new Error("ENOTFOUND");
      },
    });
    const first = await resolver.addressesOf("gone.example", publicOnly);
    await resolver.addressesOf("gone.example", publicOnly);
    expect([first.ok ? null : first.fault.cause, asked]).toEqual(["dead-host", 2]);
  });
});
