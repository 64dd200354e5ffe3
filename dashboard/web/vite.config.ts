import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Offices still run domestic browsers on Chromium kernels around 100–110; nothing newer is assumed. */
const oldestBrowser = "chrome100";

export default defineConfig({
  plugins: [react()],
  build: {
    target: oldestBrowser,
    cssTarget: oldestBrowser,
    outDir: "dist",
    emptyOutDir: true,
    // The content security policy allows no inline script and no data: font.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  server: { proxy: { "/api": "http://127.0.0.1:4680" } },
});
