import { Link, useLocation } from "react-router";

/** An address that leads nowhere says so. */
export function NotFoundPage() {
  const { pathname } = useLocation();
  return (
    <div className="p-6">
      <h1 className="text-title font-semibold">No such page</h1>
      <p className="mt-1 text-body text-text2">{`The desk has no page ${pathname}.`}</p>
      <Link to="/desk" className="mt-3 inline-block text-accent hover:underline">
        To the desk
      </Link>
    </div>
  );
}
