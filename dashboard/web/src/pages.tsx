/** Which address shows which page, and who must sign in first. */
import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { useSession, useSessionQuery, type Permission } from "./api/session.ts";
import { Fault, Guarded } from "./parts/faults.tsx";
import { NotFound, NotPermitted } from "./pages/elsewhere.tsx";
import { LinkPage } from "./pages/link.tsx";
import { SignInPage } from "./pages/sign-in.tsx";
import { SetPasswordPage } from "./pages/set-password.tsx";
import { Shell } from "./shell.tsx";

const OverviewPage = lazy(() => import("./pages/overview/overview.tsx").then((page) => ({ default: page.OverviewPage })));
const ReviewPage = lazy(() => import("./pages/review/review.tsx").then((page) => ({ default: page.ReviewPage })));
const ListingsPage = lazy(() => import("./pages/listings/listings.tsx").then((page) => ({ default: page.ListingsPage })));
const ListingPage = lazy(() => import("./pages/listings/listing.tsx").then((page) => ({ default: page.ListingPage })));
const NoticesPage = lazy(() => import("./pages/notices/notices.tsx").then((page) => ({ default: page.NoticesPage })));
const NoticePage = lazy(() => import("./pages/notices/notice.tsx").then((page) => ({ default: page.NoticePage })));
const DraftingPage = lazy(() => import("./pages/notices/drafting.tsx").then((page) => ({ default: page.DraftingPage })));
const RunsPage = lazy(() => import("./pages/runs/runs.tsx").then((page) => ({ default: page.RunsPage })));
const RunPage = lazy(() => import("./pages/runs/run.tsx").then((page) => ({ default: page.RunPage })));
const SettingsPage = lazy(() => import("./pages/settings/settings.tsx").then((page) => ({ default: page.SettingsPage })));
const UsersPage = lazy(() => import("./pages/users.tsx").then((page) => ({ default: page.UsersPage })));
const AuditPage = lazy(() => import("./pages/audit.tsx").then((page) => ({ default: page.AuditPage })));

function Needs({ permission, children }: { readonly permission: Permission; readonly children: React.ReactNode }) {
  return useSession().may(permission) ? children : <NotPermitted />;
}

/** Everything behind the door: the session decides whether the door opens. */
function Inside() {
  const query = useSessionQuery();
  const location = useLocation();
  if (query.data === undefined)
    return <main className="alone">{query.isError ? <Fault error={query.error} retry={query.refetch} /> : <Skeleton active />}</main>;
  if (query.data.user === null) return <Navigate to={`/sign-in?back=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  if (query.data.mustSetPassword) return <SetPasswordPage />;
  return (
    <Shell>
      <Guarded of={location.pathname}>
        <Suspense
          fallback={
            <div className="page">
              <Skeleton active />
            </div>
          }
        >
          <Routes>
            <Route
              path="/"
              element={
                <Needs permission="leads.read">
                  <OverviewPage />
                </Needs>
              }
            />
            <Route
              path="/review/:leadId?"
              element={
                <Needs permission="leads.read">
                  <ReviewPage />
                </Needs>
              }
            />
            <Route
              path="/listings"
              element={
                <Needs permission="leads.read">
                  <ListingsPage />
                </Needs>
              }
            />
            <Route
              path="/listings/:listingId"
              element={
                <Needs permission="leads.read">
                  <ListingPage />
                </Needs>
              }
            />
            <Route
              path="/notices"
              element={
                <Needs permission="notices.read">
                  <NoticesPage />
                </Needs>
              }
            />
            <Route
              path="/notices/new"
              element={
                <Needs permission="notices.draft">
                  <DraftingPage />
                </Needs>
              }
            />
            <Route
              path="/notices/:noticeId"
              element={
                <Needs permission="notices.read">
                  <NoticePage />
                </Needs>
              }
            />
            <Route
              path="/runs"
              element={
                <Needs permission="runs.read">
                  <RunsPage />
                </Needs>
              }
            />
            <Route
              path="/runs/:runId"
              element={
                <Needs permission="runs.read">
                  <RunPage />
                </Needs>
              }
            />
            <Route
              path="/settings/:part?"
              element={
                <Needs permission="settings.read">
                  <SettingsPage />
                </Needs>
              }
            />
            <Route
              path="/users"
              element={
                <Needs permission="users.edit">
                  <UsersPage />
                </Needs>
              }
            />
            <Route
              path="/audit"
              element={
                <Needs permission="audit.read">
                  <AuditPage />
                </Needs>
              }
            />
            <Route path="*" element={<NotFound />} />
          </Routes>
        </Suspense>
      </Guarded>
    </Shell>
  );
}

export function Pages() {
  return (
    <Routes>
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/link" element={<LinkPage />} />
      <Route path="*" element={<Inside />} />
    </Routes>
  );
}
