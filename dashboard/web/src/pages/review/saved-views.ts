import { useState } from "react";
import { z } from "zod";
import { remember, remembered } from "../../theme/remembered.ts";

const savedSchema = z.array(z.object({ name: z.string().min(1).max(40), search: z.string().max(2000) })).max(30);
export type SavedView = z.infer<typeof savedSchema>[number];

function read(): SavedView[] {
  try {
    return savedSchema.catch([]).parse(JSON.parse(remembered("views") ?? "[]"));
  } catch {
    return [];
  }
}

/** Views this person named on this browser. */
export function useSavedViews() {
  const [views, setViews] = useState(read);
  const keep = (next: SavedView[]) => {
    remember("views", JSON.stringify(next));
    setViews(next);
  };
  return {
    views,
    save: (view: SavedView) => keep([...views.filter((known) => known.name !== view.name), view].slice(-30)),
    drop: (name: string) => keep(views.filter((known) => known.name !== name)),
  };
}
