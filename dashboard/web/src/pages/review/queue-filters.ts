/** The filter of the queue lives in the address: a saved view is a named address. Pure. */

const listFilters = ["state", "kind", "platform", "category", "priority"] as const;
const textFilters = ["text", "rightId", "seller", "minProbability", "assignee", "runId", "order"] as const;
export type ListFilter = (typeof listFilters)[number];
export type TextFilter = (typeof textFilters)[number];

export type QueueFilter = Readonly<Record<ListFilter, readonly string[]> & Record<TextFilter, string>>;

/** What still waits for somebody, when the address says nothing about states. `state=` with nothing behind it means all. */
const waitingStates: readonly string[] = ["new", "reviewing"];

export function readFilter(search: URLSearchParams): QueueFilter {
  const list = (name: ListFilter) => (search.get(name) ?? "").split(",").filter((part) => part !== "");
  return {
    state: search.has("state") ? list("state") : waitingStates,
    kind: list("kind"),
    platform: list("platform"),
    category: list("category"),
    priority: list("priority"),
    text: search.get("text") ?? "",
    rightId: search.get("rightId") ?? "",
    seller: search.get("seller") ?? "",
    minProbability: search.get("minProbability") ?? "",
    assignee: search.get("assignee") ?? "",
    runId: search.get("runId") ?? "",
    order: search.get("order") ?? "",
  };
}

/** The shortest address of a filter; reading it gives the filter back. */
export function writeFilter(filter: QueueFilter): URLSearchParams {
  const search = new URLSearchParams();
  if (filter.state.join() !== waitingStates.join()) search.set("state", filter.state.join(","));
  for (const name of listFilters) if (name !== "state" && filter[name].length > 0) search.set(name, filter[name].join(","));
  for (const name of textFilters) if (filter[name] !== "") search.set(name, filter[name]);
  return search;
}

/** How many conditions narrow the queue, beside the view's own states and the order. */
export function conditionsOf(filter: QueueFilter): number {
  const lists = listFilters.filter((name) => name !== "state" && filter[name].length > 0).length;
  const texts = textFilters.filter((name) => name !== "order" && name !== "text" && filter[name] !== "").length;
  return lists + texts;
}

export const builtInViews = [
  { name: "todo", search: "" },
  { name: "high", search: "priority=high" },
  { name: "mine", search: "assignee=me" },
  { name: "second", search: "state=second-review" },
  { name: "snoozed", search: "state=snoozed" },
  { name: "confirmed", search: "state=confirmed" },
  { name: "all", search: "state=" },
] as const;

/** Two addresses with the same filter, whatever the order of their parts. */
export function sameFilter(a: URLSearchParams, b: URLSearchParams): boolean {
  const canonical = (search: URLSearchParams) => {
    const written = writeFilter(readFilter(search));
    written.sort();
    return written.toString();
  };
  return canonical(a) === canonical(b);
}
