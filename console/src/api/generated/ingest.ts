// Generated from ingest-service's OpenAPI document by generate.mjs: not edited by hand.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountRequest: {
            accountSid: string;
            address: string;
            authToken: string;
            channel: string;
            displayName: string;
            key: string;
            language: string;
            messagingServiceSid: string;
            provider: string;
            queue: string;
            secrets: {
                [key: string]: string;
            };
            settings: {
                [key: string]: string;
            };
        };
        AccountView: {
            address: string;
            channel: string;
            displayName: string;
            id: components["schemas"]["UUID"];
            language: string;
            provider: string;
            queue: string;
            settings: {
                [key: string]: string;
            };
            /** Format: int64 */
            version: number;
            webhook: string;
        };
        /** Format: uuid */
        UUID: string;
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
