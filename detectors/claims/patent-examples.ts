/** What the patent detector promises, one listing a promise. */
import type { Example } from "../../domain/detector.ts";

const at = "2026-06-30T02:00:00Z";

export const patentExamples: readonly Example[] = [
  {
    why: "the check digit of a number cannot be",
    listing: { id: "x:1", capturedAt: at, title: "多功能折叠晾衣架 专利号ZL201820953320.X" },
    register: {},
    expect: "suspected",
  },
  {
    why: "a utility model sold as an invention",
    listing: { id: "x:2", capturedAt: at, title: "保温杯 发明专利 ZL202020123456.8" },
    register: {},
    expect: "suspected",
  },
  {
    why: "the register says the right was invalidated",
    listing: { id: "x:3", capturedAt: at, title: "颈椎按摩仪", attributes: { 专利号: "ZL 2017 1 0601862.3" } },
    register: {
      patents: [
        {
          number: "ZL201710601862.3",
          kind: "invention",
          title: "",
          holder: "",
          status: "invalidated",
          statusDate: "2024-05-01",
          licensees: [],
        },
      ],
    },
    expect: "suspected",
  },
  {
    why: "a sound number that the register does not hold is no finding",
    listing: { id: "x:4", capturedAt: at, title: "厨房置物架 实用新型专利号：ZL202020123456.8" },
    register: {},
    expect: "none",
  },
  {
    why: "patent leather is a finish",
    listing: { id: "x:5", capturedAt: at, title: "Women's black patent leather pumps, round toe" },
    register: {},
    expect: "none",
  },
  {
    why: "a standard, a model and a phone number are no patents",
    listing: { id: "x:6", capturedAt: at, title: "ZL50装载机滤芯 型号ZL20230001 执行标准GB/T 1354-2018 电话13800138000" },
    register: {},
    expect: "none",
  },
];
