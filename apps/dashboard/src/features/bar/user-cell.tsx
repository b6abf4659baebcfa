import { ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { Link } from "react-router";
import { useDesk, useDeskState } from "../../socket/desk-context.ts";
import { barButton } from "../../ui/bar-cell.tsx";

const ITEM = "block w-full rounded-sm px-2 py-1.5 text-left text-body data-[highlighted]:bg-bg2";

/** Who sits here and by which role; the way out. */
export function UserCell({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const { api } = useDesk();
  const session = useDeskState((state) => state.session);
  if (session.status !== "in") return null;
  const { name, role } = session.me;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className={`${barButton} max-w-20 desk:max-w-32`}>
        <span className="sr-only">Signed in as </span>
        <span className="text-dense leading-[14px] text-text3">{role}</span>
        <span className="flex max-w-full items-center gap-1 text-control leading-[18px]">
          <span className="truncate">{name}</span>
          <ChevronDown size={14} aria-hidden="true" className="shrink-0 text-text3" />
        </span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-48 rounded border border-ctl bg-bg1 p-1 shadow-[0_12px_32px_var(--shade)]"
        >
          <DropdownMenu.Item asChild className={ITEM}>
            <Link to="/settings/appearance">Appearance</Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item asChild className={ITEM}>
            <Link to="/password">Change password</Link>
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className={ITEM}
            onSelect={() => {
              void api.signOut().then(onSignedOut);
            }}
          >
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
