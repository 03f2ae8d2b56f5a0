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
        CannedView: {
            id: components["schemas"]["UUID"];
            name: string;
            shared: boolean;
            shortcut: string;
            texts: {
                [key: string]: string;
            };
            /** Format: int64 */
            version: number;
        };
        CustomerView: {
            birthDate: components["schemas"]["LocalDate"];
            displayName: string;
            id: components["schemas"]["UUID"];
            identities: components["schemas"]["IdentityView"][];
            /** Format: int64 */
            version: number;
        };
        Handover: {
            customer: components["schemas"]["CustomerView"];
            lastAgents: components["schemas"]["LastAgent"][];
            notes: components["schemas"]["MessageView"][];
            promises: components["schemas"]["PromiseView"][];
            ticket: components["schemas"]["TicketView"];
            tickets: components["schemas"]["TicketView"][];
        };
        Hit: {
            at: components["schemas"]["Instant"];
            author: string;
            channel: string;
            conversationId: components["schemas"]["UUID"];
            customerId: components["schemas"]["UUID"];
            direction: string;
            excerpt: components["schemas"]["Part"][];
            messageId: components["schemas"]["UUID"];
            /** Format: int64 */
            seq: number;
            ticketId: components["schemas"]["UUID"];
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
        LastAgent: {
            agent: string;
            lastAt: components["schemas"]["Instant"];
            /** Format: int32 */
            messages: number;
        };
        LastMessage: {
            at: components["schemas"]["Instant"];
            direction: string;
            /** Format: int64 */
            seq: number;
            text: string;
        };
        /**
         * Format: date
         * @example 2022-03-10
         */
        LocalDate: string;
        MacroView: {
            change: components["schemas"]["TicketPatch"];
            id: components["schemas"]["UUID"];
            name: string;
            note: string;
            reply: {
                [key: string]: string;
            };
            resolve: boolean;
            shared: boolean;
            /** Format: int64 */
            version: number;
        };
        MentionView: {
            at: components["schemas"]["Instant"];
            by: string;
            customerId: components["schemas"]["UUID"];
            excerpt: string;
            messageId: components["schemas"]["UUID"];
            seenAt: components["schemas"]["Instant"];
            /** Format: int64 */
            seq: number;
            ticketId: components["schemas"]["UUID"];
        };
        MergeView: {
            absorbedCustomerId: components["schemas"]["UUID"];
            customerId: components["schemas"]["UUID"];
            id: components["schemas"]["UUID"];
            mergedAt: components["schemas"]["Instant"];
            mergedBy: string;
            reason: string;
            unmergedAt: components["schemas"]["Instant"];
            unmergedBy: string;
            unmergeReason: string;
        };
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
        Part: {
            match: boolean;
            text: string;
        };
        PromiseView: {
            dueAt: components["schemas"]["Instant"];
            id: components["schemas"]["UUID"];
            keptAt: components["schemas"]["Instant"];
            keptBy: string;
            madeAt: components["schemas"]["Instant"];
            madeBy: string;
            text: string;
            ticketId: components["schemas"]["UUID"];
            /** Format: int64 */
            version: number;
        };
        Rendered: {
            empty: string[];
            text: string;
        };
        SavedView: {
            filter: components["schemas"]["TicketFilter"];
            id: components["schemas"]["UUID"];
            name: string;
            shared: boolean;
            /** Format: int64 */
            version: number;
        };
        SearchResults: {
            corrected: boolean;
            customers: components["schemas"]["CustomerView"][];
            messages: components["schemas"]["Hit"][];
            nextCursor: string;
            tickets: components["schemas"]["TicketView"][];
        };
        SlaView: {
            clock: string;
            deadline: components["schemas"]["Instant"];
            state: string;
            stoppedAt: components["schemas"]["Instant"];
        };
        TicketFilter: {
            assignee: string;
            category: string;
            channel: string;
            complaint: boolean;
            customer: string;
            field: string;
            participant: string;
            priority: string;
            queue: string;
            snoozed: boolean;
            sort: string;
            status: string;
            tag: string;
        };
        TicketPatch: {
            addTags: string[];
            category: string;
            clear: string[];
            complaint: boolean;
            empty: boolean;
            fields: {
                [key: string]: unknown;
            };
            followUpAt: components["schemas"]["Instant"];
            participants: string[];
            priority: string;
            removeTags: string[];
            rootCause: string;
            status: string;
            tags: string[];
        };
        TicketView: {
            assignee: string;
            category: string;
            channel: string;
            complaint: boolean;
            conversationId: components["schemas"]["UUID"];
            customerId: components["schemas"]["UUID"];
            customerName: string;
            dueAt: components["schemas"]["Instant"];
            fields: {
                [key: string]: unknown;
            };
            firstRepliedAt: components["schemas"]["Instant"];
            followUpAt: components["schemas"]["Instant"];
            id: components["schemas"]["UUID"];
            language: string;
            last: components["schemas"]["LastMessage"];
            mergedInto: components["schemas"]["UUID"];
            openedAt: components["schemas"]["Instant"];
            participants: string[];
            priority: string;
            queue: string;
            resolvedAt: components["schemas"]["Instant"];
            resolvedBy: string;
            rootCause: string;
            sla: components["schemas"]["SlaView"][];
            snoozedUntil: components["schemas"]["Instant"];
            status: string;
            tags: string[];
            unread: boolean;
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
