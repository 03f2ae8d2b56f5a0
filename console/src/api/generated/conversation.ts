// Generated from conversation-service's OpenAPI document by generate.mjs: not edited by hand.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Attachment: {
            contentType: string;
            fileName: string;
            inline: boolean;
            reference: string;
            /** Format: int64 */
            size: number;
        };
        CustomerView: {
            displayName: string;
            id: components["schemas"]["UUID"];
            identities: components["schemas"]["IdentityView"][];
            /** Format: int64 */
            version: number;
        };
        IdentityView: {
            address: string;
            channel: string;
            evidence: string;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        MessageView: {
            attachments: components["schemas"]["Attachment"][];
            author: string;
            channel: string;
            delivery: string;
            deliveryReason: string;
            direction: string;
            id: components["schemas"]["UUID"];
            receivedAt: components["schemas"]["Instant"];
            /** Format: int64 */
            seq: number;
            subject: string;
            text: string;
            ticketId: components["schemas"]["UUID"];
            unsupportedType: string;
        };
        TicketView: {
            assignee: string;
            channel: string;
            conversationId: components["schemas"]["UUID"];
            customerId: components["schemas"]["UUID"];
            firstRepliedAt: components["schemas"]["Instant"];
            id: components["schemas"]["UUID"];
            language: string;
            openedAt: components["schemas"]["Instant"];
            priority: string;
            queue: string;
            resolvedAt: components["schemas"]["Instant"];
            resolvedBy: string;
            status: string;
            /** Format: int64 */
            version: number;
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
