import { expect, test } from "vitest";
import { challengeOf } from "./issuer";
import { personOf } from "./session";

const tokenOf = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.signature`;

test("a person is read from the claims, in any alphabet", () => {
  expect(personOf(tokenOf({ preferred_username: "անի", sub: "1", groups: ["agent", "supervisor"] }))).toEqual({
    login: "անի",
    roles: ["agent", "supervisor"],
  });
  expect(personOf(tokenOf({ sub: "42" }))).toEqual({ login: "42", roles: [] });
});

test("the challenge is that of RFC 7636, appendix B", async () => {
  expect(await challengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")).toBe(
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  );
});
