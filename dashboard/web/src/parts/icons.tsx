/** Line icons of one family: 16 × 16, stroke 1.5, in the colour of the text beside them. Decorative: the words stand beside. */
import type { ReactNode } from "react";

function Icon({ children, size = 16 }: { readonly children: ReactNode; readonly size?: number | undefined }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

interface IconProps {
  readonly size?: number;
}

export const SunIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="8" cy="8" r="3" />
    <path d="M8 1v1.500M8 13.500V15M1 8h1.500M13.5 8H15M3 3l1.1 1.100M11.9 11.9 13 13M13 3l-1.1 1.100M4.1 11.9 3 13" />
  </Icon>
);
export const MoonIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M13.5 9.600A5.8 5.8 0 0 1 6.4 2.500a5.8 5.8 0 1 0 7.1 7.100Z" />
  </Icon>
);
export const ScreenIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="1.5" y="2.5" width="13" height="8.5" rx="1" />
    <path d="M5.5 14h5M8 11v3" />
  </Icon>
);
export const LanguageIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="8" cy="8" r="6.5" />
    <path d="M1.5 8h13M8 1.500c4 4 4 9 0 13M8 1.500c-4 4-4 9 0 13" />
  </Icon>
);
export const PersonIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <circle cx="8" cy="5.2" r="2.7" />
    <path d="M2.5 14c.5-3 2.7-4.5 5.5-4.500S13 11 13.5 14" />
  </Icon>
);
export const LockIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="3" y="7" width="10" height="7" rx="1" />
    <path d="M5 7V5a3 3 0 0 1 6 0v2" />
  </Icon>
);
export const OutwardIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M9.5 2.500h4v4M13.5 2.5 7.5 8.500M12 9.500v4H2.500V4h4" />
  </Icon>
);
export const WarningIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M8 2 14.5 13.500h-13L8 2ZM8 6.500v3M8 11.500v.01" />
  </Icon>
);
export const CrossIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="m3.5 3.5 9 9M12.5 3.500l-9 9" />
  </Icon>
);
export const RefreshIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M13.5 6.500A5.8 5.8 0 0 0 2.5 6M2.5 2.500V6H6M2.5 9.500a5.8 5.8 0 0 0 11 .5M13.5 13.500V10H10" />
  </Icon>
);
export const PictureIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="1.5" y="2.5" width="13" height="11" rx="1" />
    <path d="m2 12 4-4 3 3 2.5-2.500L14 11" />
    <circle cx="10.5" cy="5.5" r="1" />
  </Icon>
);
export const PlusIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="M8 2.500v11M2.5 8h11" />
  </Icon>
);
export const KeyboardIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <rect x="1" y="3.5" width="14" height="9" rx="1.2" />
    <path d="M3.8 6.200h.01M6.6 6.200h.01M9.4 6.200h.01M12.2 6.200h.01M3.8 9.800h.01M6 9.800h4M12.2 9.800h.01" />
  </Icon>
);
export const DownIcon = ({ size }: IconProps) => (
  <Icon size={size}>
    <path d="m3.5 6 4.5 4.500L12.5 6" />
  </Icon>
);
