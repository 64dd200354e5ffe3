/** A fist in a circle, drawn simply; the wordmark beside it. */
export function FistMark({ size = 26 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="15" fill="#a8261d" />
      <g fill="#fff">
        <rect x="7.6" y="9" width="4" height="8.4" rx="1.8" />
        <rect x="12" y="8" width="4" height="9.4" rx="1.8" />
        <rect x="16.4" y="8" width="4" height="9.4" rx="1.8" />
        <rect x="20.8" y="9" width="4" height="8.4" rx="1.8" />
        <path d="M7.6 18.4h11.2c1.6 0 2.4 1 2.4 2.1s-.9 2-2.2 2h-4.6v1h5.6c2.6 0 4.8-1.7 4.8-5.1v2.2c0 3.4-2.6 5.6-5.7 5.6h-4.6c-3.8 0-6.9-2.6-6.9-6.2z" />
      </g>
    </svg>
  );
}
