import type { SocialConnection } from "~session/snapshot"

/** The provider's logo, drawn here so that nothing has to load. Other providers get the first letter of their name. */
export function ProviderIcon({ strategy, name }: SocialConnection) {
  switch (strategy) {
    case "oauth_google":
      return (
        <svg className="provider-icon" viewBox="0 0 24 24" aria-hidden="true" fill="none" strokeWidth="4">
          <path stroke="#4285f4" d="M20 12A8 8 0 0 1 17.66 17.66M12 12H20" />
          <path stroke="#34a853" d="M17.66 17.66A8 8 0 0 1 5.07 16" />
          <path stroke="#fbbc05" d="M5.07 16A8 8 0 0 1 5.07 8" />
          <path stroke="#ea4335" d="M5.07 8A8 8 0 0 1 17.95 6.65" />
        </svg>
      )
    case "oauth_microsoft":
      return (
        <svg className="provider-icon" viewBox="0 0 24 24" aria-hidden="true">
          <path fill="#f25022" d="M3 3h8.5v8.5H3z" />
          <path fill="#7fba00" d="M12.5 3H21v8.5h-8.5z" />
          <path fill="#00a4ef" d="M3 12.5h8.5V21H3z" />
          <path fill="#ffb900" d="M12.5 12.5H21V21h-8.5z" />
        </svg>
      )
    default:
      return (
        // Drawn by its style: as text it would be a part of what the button says, and not of its name.
        <span className="provider-icon provider-icon--letter" aria-hidden="true" data-letter={[...name][0]} />
      )
  }
}
