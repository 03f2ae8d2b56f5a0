// Generated from routing-service's OpenAPI document by generate.mjs: not edited by hand.

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AdditionalBody: {
            /** Format: int32 */
            level: number;
            /** Format: int32 */
            priority: number;
            skill: string;
        };
        AgentBody: {
            autoAccept: boolean;
            /** Format: int32 */
            capacity: number;
            channels: {
                [key: string]: components["schemas"]["ChannelBody"];
            };
            displayName: string;
            languages: string[];
            shift: string;
            skills: {
                [key: string]: number;
            };
        };
        AgentView: {
            autoAccept: boolean;
            /** Format: int32 */
            capacity: number;
            channels: {
                [key: string]: components["schemas"]["ChannelLimit"];
            };
            displayName: string;
            languages: string[];
            /** Format: int64 */
            load: number;
            login: string;
            presence: string;
            presenceSince: components["schemas"]["Instant"];
            shift: string;
            skills: {
                [key: string]: number;
            };
            /** Format: int64 */
            tickets: number;
            /** Format: int64 */
            version: number;
        };
        ChannelBody: {
            /** Format: int32 */
            maximum: number;
            /** Format: int32 */
            weight: number;
        };
        ChannelLimit: {
            /** Format: int32 */
            maximum: number;
            /** Format: int32 */
            weight: number;
        };
        DemandBody: {
            expiresAfter: string;
            skills: {
                [key: string]: number;
            };
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        OfferView: {
            channel: string;
            consultId: components["schemas"]["UUID"];
            expiresAt: components["schemas"]["Instant"];
            id: components["schemas"]["UUID"];
            language: string;
            madeAt: components["schemas"]["Instant"];
            priority: string;
            queue: string;
            reason: string;
            ticketId: components["schemas"]["UUID"];
        };
        OverflowBody: {
            /** Format: int32 */
            maxDepth: number;
            maxWait: string;
            queue: string;
            unstaffed: boolean;
        };
        QueueBody: {
            autoAccept: string[];
            calendar: string;
            displayName: string;
            /** Format: int32 */
            fairnessBand: number;
            maxWait: string;
            name: string;
            overflow: components["schemas"]["OverflowBody"];
            shape: components["schemas"]["ShapeBody"];
            sla: components["schemas"]["SlaBody"];
            steps: components["schemas"]["StepBody"][];
            strategy: string;
            target: string;
            /** Format: int32 */
            weight: number;
            wrapUp: string;
        };
        QueueView: {
            /** Format: int64 */
            depth: number;
            /** Format: double */
            oldestWaitSeconds: number;
            queue: string;
        };
        RingBody: {
            expiresAfter: string;
            removes: string[];
        };
        ShapeBody: {
            additional: components["schemas"]["AdditionalBody"][];
            dropAfter: string;
            kind: string;
            rings: components["schemas"]["RingBody"][];
            skills: {
                [key: string]: number;
            };
            steps: components["schemas"]["DemandBody"][];
        };
        SkillDefinition: {
            displayName: string;
            name: string;
            neverRelax: boolean;
            /** Format: int64 */
            version: number;
        };
        SlaBody: {
            firstResponse: string;
            nextResponse: string;
            resolution: string;
        };
        StepBody: {
            expiresAfter: string;
            expr: string;
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
