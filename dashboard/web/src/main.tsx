import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { openClient } from "./api/client.ts";
import { Pages } from "./pages.tsx";
import { startLanguages } from "./i18n/start.ts";
import { LookProvider } from "./theme/look.tsx";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/review.css";
import "./styles/notices.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

await startLanguages();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={openClient()}>
      <LookProvider>
        <BrowserRouter useTransitions={false}>
          <Pages />
        </BrowserRouter>
      </LookProvider>
    </QueryClientProvider>
  </StrictMode>,
);
