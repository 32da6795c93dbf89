import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";

import { good, organizationList, projectList, subscriptionList, userAnswer } from "../answers";
import {
  assertSignedInFor,
  needsToken,
  organizationsOf,
  type UpsunContext,
  type UpsunEnv,
} from "../env";
import { UpsunRefusal } from "../errors";
import { accountListPage } from "../lists";
import { listQuery, organizationParam, userParam } from "../schemas";
import { organizationView, projectView, subscriptionView, userView } from "../view";

const me = createRoute({
  method: "get",
  path: "/users/me",
  middleware: needsToken("users:read"),
  responses: good("The caller.", userAnswer),
});
const organizations = (path: "/organizations" | "/users/{user_id}/organizations") =>
  createRoute({
    method: "get",
    path,
    middleware: needsToken("organizations:read"),
    request: { query: listQuery, ...(path === "/organizations" ? {} : { params: userParam }) },
    responses: good("Organizations.", organizationList),
  });
const subscriptions = createRoute({
  method: "get",
  path: "/organizations/{organization_id}/subscriptions",
  middleware: needsToken("organizations:read"),
  request: { params: organizationParam, query: listQuery },
  responses: good("Subscriptions.", subscriptionList),
});
const projects = createRoute({
  method: "get",
  path: "/organizations/{organization_id}/projects",
  middleware: needsToken("organizations:read"),
  request: { params: organizationParam, query: listQuery },
  responses: good("Projects.", projectList),
});

const ORGANIZATION_RULES = {
  filters: [
    "id",
    "type",
    "owner_id",
    "name",
    "label",
    "billing_profile_id",
    "vendor",
    "capabilities",
    "status",
    "updated_at",
  ],
  sorts: ["name", "label", "created_at", "updated_at"],
};
const SUBSCRIPTION_RULES = {
  filters: ["status", "id", "project_id", "project_title", "region", "updated_at"],
  sorts: ["region", "project_title", "type", "plan", "status", "created_at", "updated_at"],
};
const PROJECT_RULES = {
  filters: ["id", "title", "status", "updated_at", "created_at"],
  sorts: ["id", "region", "title", "type", "plan", "status", "created_at", "updated_at"],
};

/** Routes of the user, organizations, subscriptions and projects. */
export function accountRoutes(api: OpenAPIHono<UpsunEnv>, context: UpsunContext): void {
  api.openapi(me, (c) => c.json(userView(c.get("user")), 200));

  api.openapi(organizations("/organizations"), (c) => {
    const items = organizationsOf(context, c.get("user").accountId).map(organizationView);
    return c.json(accountListPage(items, c.req.url, ORGANIZATION_RULES), 200);
  });

  api.openapi(organizations("/users/{user_id}/organizations"), (c) => {
    const user = c.get("user");
    if (c.req.param("user_id") !== user.id)
      throw new UpsunRefusal(403, "You may not list the organizations of this user.");
    return c.json(
      accountListPage(
        organizationsOf(context, user.accountId).map(organizationView),
        c.req.url,
        ORGANIZATION_RULES,
        false,
      ),
      200,
    );
  });

  const projectsOf = (accountId: string, organizationId: string) => {
    if (!organizationsOf(context, accountId).some(({ id }) => id === organizationId))
      throw new UpsunRefusal(404, `There is no organization ${organizationId}.`);
    assertSignedInFor(context, organizationId);
    return context.state.projects.filter((project) => project.organizationId === organizationId);
  };

  api.openapi(subscriptions, (c) => {
    const user = c.get("user");
    const items = projectsOf(user.accountId, c.req.valid("param").organization_id).map((project) =>
      subscriptionView(project, user),
    );
    return c.json(accountListPage(items, c.req.url, SUBSCRIPTION_RULES), 200);
  });

  api.openapi(projects, (c) => {
    const items = projectsOf(c.get("user").accountId, c.req.valid("param").organization_id).map(
      projectView,
    );
    return c.json(accountListPage(items, c.req.url, PROJECT_RULES), 200);
  });
}
