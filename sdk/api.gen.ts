// Written by tools/openapi.ts from the contract. Run `node tools/openapi.ts` after changing it.

export interface paths {
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys of the signed-in user. */
        get: operations["listApiKeys"];
        put?: never;
        /** Makes a key; its secret is in this answer and nowhere else. */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revokes a key at once. */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/circuits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connections of the workspace whose services have failed lately, the latest first. Those that work are not listed. */
        get: operations["listCircuits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/circuits/{id}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Forgets the failures of a connection, so that calls go out again at once. */
        post: operations["resetCircuit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connection-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Kinds of connection and their fields. */
        get: operations["listConnectionKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Connections of the workspace. */
        get: operations["listConnections"];
        put?: never;
        /** Stores a connection; its secret values are encrypted and never shown again. */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a connection; workflows that use it fail clearly from then on. */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        /** Changes the name or values; a secret left out stays as it is. */
        patch: operations["changeConnection"];
        trace?: never;
    };
    "/api/v1/effects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Receipts of effects, newest first. With `outcome=in_doubt`: what waits for an answer. */
        get: operations["listEffects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effects/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipt of one effect, by its key. */
        get: operations["getEffect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens in the workspace, as it happens. */
        get: operations["watchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Executions, newest first. */
        get: operations["listExecutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An execution with the document it runs and its node executions. */
        get: operations["getExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels it. What has been done outside stays done. */
        post: operations["cancelExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/nodes/{index}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One node execution with all its items. */
        get: operations["getNodeExecution"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/nodes/{index}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answers for an effect in doubt: it happened (go on with these items), it did not (make the call again), stop, or probe: ask with what the node has for that, which may leave it in doubt. */
        post: operations["decideNodeExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it rest as `paused` before its next node; the node that is being executed is finished first. Timers wait, too. */
        post: operations["pauseExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Executes what is recorded again on another version (the newest without one), in memory: effects are answered from the record, nothing is called and nothing stored. Tells what differs. */
        post: operations["replayExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a new execution at one of its node executions. What was done before is kept, or stays readable where the version has changed before that node. */
        post: operations["restartExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets a paused execution go on from where it rests. */
        post: operations["resumeExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts a new execution at the node that failed; what was completed is kept, not run again. */
        post: operations["retryExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/executions/stats": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The numbers on top of the list, and per workflow its last executions. */
        get: operations["executionStats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/node-kinds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every kind of node this installation knows. */
        get: operations["listNodeKinds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What is queued, running and waiting in the workspace, and who works on it. At most a second old. */
        get: operations["getQueue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/{workflowId}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Holds the queue of a workflow: starts are stored and not begun. What runs and waits goes on. */
        post: operations["pauseQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queue/{workflowId}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets the queue of a workflow go on. */
        post: operations["resumeQueue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How long the workspace keeps executions that are over. */
        get: operations["getRetention"];
        /** Sets how long executions are kept. What is older is deleted within the next hour and cannot be brought back. */
        put: operations["changeRetention"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, in which workspace. */
        get: operations["getSession"];
        put?: never;
        /** Signs in with a password; sets the session cookie. */
        post: operations["signIn"];
        /** Ends the session. */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the installation has an owner yet. */
        get: operations["getSetup"];
        put?: never;
        /** Creates the first owner and signs in. Refused once there is one. */
        post: operations["createOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tags of the workspace with how many workflows carry them. */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Workflows of the workspace, newest change first; archived ones only when their status is asked for. */
        get: operations["listWorkflows"];
        put?: never;
        /** Creates a draft. */
        post: operations["createWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A workflow with its document. */
        get: operations["getWorkflow"];
        /** Saves a new version. Refused with `workflow.version_conflict` when somebody saved in between. */
        put: operations["saveWorkflow"];
        post?: never;
        /** Deletes an archived or draft workflow with its versions. Its executions stay. */
        delete: operations["deleteWorkflow"];
        options?: never;
        head?: never;
        /** Changes what is not part of a version: tags (by name; unknown ones are made), archived or not. */
        patch: operations["changeWorkflow"];
        trace?: never;
    };
    "/api/v1/workflows/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Publishes the newest version: its webhooks and schedules go live at once. */
        post: operations["activateWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/deactivate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes webhooks and schedules down. Executions that have begun go on. */
        post: operations["deactivateWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/executions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Starts the newest saved version by hand. Answered when the start is stored; watch the events or `getExecution`. */
        post: operations["startExecution"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workflow as a file, in Steward's or n8n's format. */
        get: operations["exportWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/listen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Listens for one call of its webhooks below `/webhook-test/`, for two minutes. The call starts the newest saved version by hand. */
        post: operations["listenForTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an active workflow starts by itself at, rule by rule. Empty while it is not active. */
        get: operations["listSchedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/ticks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every tick of its schedules that came due, newest first. */
        get: operations["listTicks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Versions, newest first. */
        get: operations["listVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The document of one version. */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/versions/{number}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Saves an old version as the newest. */
        post: operations["restoreVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Imports workflow files (Steward's or n8n's format, detected). A broken file is a line and does not stop the others. */
        post: operations["importWorkflows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/import/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what an import would bring, and brings nothing. */
        post: operations["checkImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            name: string;
            /** @description The first characters, to tell keys apart. */
            prefix: string;
            scopes: string[];
        };
        Circuit: {
            /** Format: uuid */
            connectionId: string;
            connectionName: string;
            /** @description In a row. */
            failures: number;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastFailedAt: string;
            lastFailure: string;
            /** @description How often it has opened since the service last worked; each time for longer. */
            opened: number;
            openUntil: string | null;
            /** @enum {unknown} */
            state: "closed" | "open" | "half_open";
        };
        Connection: {
            /** @description Its values, secret ones masked. */
            config: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            name: string;
            /** @description Kind of connection, such as `httpHeaderAuth`. */
            type: string;
            /** Format: date-time */
            updatedAt: string;
            /** @enum {unknown} */
            verificationStatus: "unverified" | "verified" | "failed";
        };
        ConnectionKind: {
            fields: {
                help: string | null;
                multiline: boolean;
                name: string;
                required: boolean;
                secret: boolean;
                title: string;
            }[];
            title: string;
            type: string;
        };
        /** @enum {unknown} */
        EffectClass: "pure" | "read" | "write" | "send" | "pay" | "delete" | "execute";
        EffectLine: {
            class: components["schemas"]["EffectClass"];
            /** @description The kind of connection it uses. */
            connection: string | null;
            /** @description Name of the node. */
            node: string;
            /** @description What it touches as far as the document says: a host, a service, an expression. */
            target: string | null;
            /** @description Type of the node. */
            type: string;
        };
        Execution: {
            document: components["schemas"]["WorkflowDocument"];
            logs: {
                /** Format: date-time */
                at: string;
                level: string;
                message: string;
                node: string | null;
            }[];
            nodes: components["schemas"]["NodeExecution"][];
            summary: components["schemas"]["ExecutionSummary"];
        };
        ExecutionSummary: {
            durationMs: number | null;
            endedAt: string | null;
            error: {
                message: string;
                node: string | null;
            } | null;
            /** Format: uuid */
            id: string;
            /** @description How many of its effects are in doubt. */
            inDoubt: number;
            mode: string;
            /** @description Somebody has paused it, and it comes to rest after the node that is being executed. */
            pauseWanted?: boolean;
            retryOf: string | null;
            /** Format: date-time */
            startedAt: string;
            /** @enum {unknown} */
            status: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
            waitKind?: string | null;
            waitUntil: string | null;
            /** Format: uuid */
            workflowId: string;
            workflowName: string;
            workflowVersion: number;
        };
        ImportLine: {
            effects: components["schemas"]["EffectLine"][];
            file: string;
            name: string | null;
            nodes: number;
            /** @description What the import chose, changed or left out, and what is left to do. */
            notices: string[];
            ok: boolean;
            /** @description Types that Steward does not know yet, once per node. */
            placeholders: string[];
            /** @description What stands in the way of running it, or of reading the file. */
            problems: string[];
            supported: number;
            /** Format: uuid */
            workflowId?: string;
        };
        LiveEvent: {
            execution: components["schemas"]["ExecutionSummary"];
            /** @constant */
            type: "execution.changed";
        } | {
            /** Format: uuid */
            executionId: string;
            index: number;
            nodeId: string;
            nodeName: string;
            runIndex: number;
            /** @constant */
            type: "node.started";
            /** Format: uuid */
            workflowId: string;
        } | {
            durationMs: number;
            error: string | null;
            /** Format: uuid */
            executionId: string;
            index: number;
            /** @description Items per output. */
            items: number[];
            nodeId: string;
            nodeName: string;
            runIndex: number;
            status: string;
            /** @constant */
            type: "node.finished";
            /** Format: uuid */
            workflowId: string;
        } | {
            /** @constant */
            type: "workflow.changed";
            /** Format: uuid */
            workflowId: string;
        };
        NodeDifference: {
            difference: {
                /** @description A value in short, as JSON where it is small. */
                new: string;
                /** @description A value in short, as JSON where it is small. */
                old: string;
                /** @description `outputs[0][3].json.total`, or `status`, or `error`. */
                path: string;
            } | null;
            new: {
                /** @description Order in the execution, from 0. */
                index: number;
                /** @description Items per output. */
                itemCounts: number[];
                sizeBytes: number | null;
                /** @enum {unknown} */
                status: "completed" | "failed";
            } | null;
            nodeId: string;
            nodeName: string;
            old: {
                /** @description Order in the execution, from 0. */
                index: number;
                /** @description Items per output. */
                itemCounts: number[];
                sizeBytes: number | null;
                /** @enum {unknown} */
                status: "completed" | "failed";
            } | null;
            /**
             * @description Of an effect: `different` asks for something else than was recorded, and goes on with what was recorded; `not_made` is one the record does not know; `not_recorded` was done before requests were recorded.
             * @enum {unknown}
             */
            request: "none" | "same" | "different" | "not_made" | "not_recorded";
            /**
             * @description `same` stands here only where the request of an effect differs.
             * @enum {unknown}
             */
            result: "same" | "different" | "only_old" | "only_new";
            runIndex: number;
        };
        NodeExecution: {
            durationMs: number | null;
            effect: components["schemas"]["EffectClass"];
            error: {
                description: string | null;
                itemIndex: number | null;
                message: string;
            } | null;
            failedTries?: {
                description: string | null;
                /** Format: date-time */
                failedAt: string;
                message: string;
                /** @description When the next try begins; null where nobody knows what this one has done. */
                nextAt: string | null;
                /** @description From 1. */
                number: number;
            }[];
            index: number;
            inputs?: unknown[][];
            itemCounts: {
                inputs: number[];
                outputs: number[];
            };
            nodeId: string;
            nodeName: string;
            nodeType: string;
            outputs?: unknown[][];
            runIndex: number;
            sources: ({
                node: string;
                output: number;
                run: number;
            } | null)[];
            /** Format: date-time */
            startedAt: string;
            /** @enum {unknown} */
            status: "running" | "waiting" | "completed" | "failed" | "in_doubt" | "cancelled";
            tries: number;
        };
        NodeKind: {
            category: string;
            description: string;
            effect: components["schemas"]["EffectClass"] | null;
            icon: string;
            parameters: unknown;
            title: string;
            trigger: string | null;
            type: string;
            versions: number[];
        };
        Problem: {
            /** @description Stable name of the refusal, such as `workflow.not_found`. */
            code: string;
            detail: string;
            params?: {
                [key: string]: unknown;
            };
            requestId: string;
            status: number;
            title: string;
            type: string;
        };
        Queue: {
            /** @description Begins at a time: it is throttled or debounced. */
            delayed: number;
            /** @description Begins when somebody lets the queue of its workflow go on. */
            held: number;
            nextDueAt: string | null;
            oldestQueuedAt: string | null;
            paused: number;
            /** @description All that is stored and not begun: ready, delayed and held. */
            queued: number;
            /** @description Begins as soon as there is room and its limits let it. */
            ready: number;
            running: number;
            startedLastMinute: number;
            /** @description For a time, a call or a person. */
            waiting: number;
            workers: components["schemas"]["QueueWorker"][];
            /** @description Those with something open or on hold, 200 at most, the longest queues first. */
            workflows: components["schemas"]["QueueWorkflow"][];
        };
        QueueWorker: {
            /** @description False when its lease has run out. */
            alive: boolean;
            host: string;
            /** Format: uuid */
            id: string;
            /** @description Since its last sign of life. */
            leaseAgeMs: number;
            /** @description Executions it walks, of all workspaces. */
            live: number;
            pid: number;
            roles: string[];
            /** Format: date-time */
            startedAt: string;
        };
        QueueWorkflow: {
            /** @description Begins at a time: it is throttled or debounced. */
            delayed: number;
            /** @description Begins when somebody lets the queue of its workflow go on. */
            held: number;
            limits: {
                concurrency?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    limit: number;
                };
                debounce?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    maxSeconds?: number;
                    seconds: number;
                };
                deduplicate?: {
                    key: string;
                    windowSeconds: number;
                };
                priority?: number;
                rateLimit?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    limit: number;
                    seconds: number;
                };
                throttle?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    limit: number;
                    seconds: number;
                };
            } | null;
            nextDueAt: string | null;
            oldestQueuedAt: string | null;
            /** @description True while a person holds its queue. */
            onHold: boolean;
            paused: number;
            /** @description All that is stored and not begun: ready, delayed and held. */
            queued: number;
            /** @description Begins as soon as there is room and its limits let it. */
            ready: number;
            running: number;
            /** @description For a time, a call or a person. */
            waiting: number;
            /** Format: uuid */
            workflowId: string;
            workflowName: string;
        };
        Receipt: {
            class: components["schemas"]["EffectClass"];
            connection: {
                id: string | null;
                kind: string;
                name: string;
            } | null;
            decision: {
                /** @enum {unknown} */
                answer: "happened" | "repeat" | "stop";
                /** Format: date-time */
                at: string;
                by: string | null;
                /** @enum {unknown} */
                how: "person" | "probe";
                reason: string | null;
            } | null;
            durationMs: number | null;
            /** Format: uuid */
            executionId: string;
            /**
             * Format: uuid
             * @description The key of the effect, the same for every try. A node that calls once per item sends it with the first.
             */
            id: string;
            /** Format: date-time */
            intendedAt: string;
            nodeId: string;
            nodeName: string;
            /** @enum {unknown} */
            outcome: "completed" | "failed" | "in_doubt" | "happened" | "repeated" | "stopped" | "cut_off";
            /** @description What was asked for, secrets left out and cut short; of effects that are or were in doubt. */
            request?: unknown;
            requestHash: string | null;
            response: {
                /** @description SHA-256 (hex) of what the node gave, as the journal keeps it. */
                hash: string;
                sizeBytes: number;
                status: number | null;
            } | null;
            /** @description Which execution of this node, from 0. */
            runIndex: number;
            settledAt: string | null;
            target: string | null;
            tries: number;
            /** Format: uuid */
            workflowId: string;
            workflowName: string;
            workflowVersion: number;
        };
        ReplayReport: {
            counts: {
                different: number;
                onlyNew: number;
                onlyOld: number;
                /** @description Effects that ask for something else, or that the record does not know. */
                requests: number;
                same: number;
            };
            /** @description The first 500, in the order of the replay. */
            differences: components["schemas"]["NodeDifference"][];
            error: string | null;
            /** Format: uuid */
            executionId: string;
            /** @description What cannot be equal, in words. */
            limits: string[];
            order: {
                new: string;
                old: string;
                position: number;
            } | null;
            /** @description Same node executions in the same order, same outputs, same requests, same end. */
            same: boolean;
            status: {
                /** @enum {unknown} */
                new: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
                /** @enum {unknown} */
                old: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
            };
            versions: {
                new: number;
                old: number;
            };
            /** Format: uuid */
            workflowId: string;
        };
        Retention: {
            completedDays: number | null;
            failedDays: number | null;
        };
        Schedule: {
            jitterSeconds: number;
            lastTick: components["schemas"]["Tick"] | null;
            /** @enum {unknown} */
            missed: "skip" | "once" | "all";
            /** @description How many `all` makes up for. */
            missedMax: number;
            /** @description When the next five ticks are due, jitter included. Empty when none comes any more. */
            next: string[];
            node: string;
            nodeId: string;
            /** @description The rule in words. */
            text: string;
            timezone: string;
            /**
             * Format: uuid
             * @description Of this rule; a node may hold several.
             */
            triggerId: string;
        };
        Session: {
            /** Format: date-time */
            expiresAt: string;
            grants: {
                /** @description Permissions that hold in the whole workspace. */
                everywhere: string[];
                /** @description Further ones by the id of the pod. */
                pods: {
                    [key: string]: string[];
                };
            };
            user: components["schemas"]["User"];
            workspace: {
                /** Format: uuid */
                id: string;
                name: string;
                role: string;
            };
        };
        Tag: {
            color: string | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        Tick: {
            /**
             * Format: date-time
             * @description When it was to start: `tickAt` and its jitter.
             */
            dueAt: string;
            executionId: string | null;
            /** Format: uuid */
            id: string;
            lagMs: number | null;
            nodeId: string;
            /** @enum {unknown} */
            outcome: "fired" | "made_up" | "missed" | "skipped" | "refused" | "failed";
            reason: string | null;
            startedAt: string | null;
            /** Format: date-time */
            tickAt: string;
            /** Format: uuid */
            triggerId: string;
            until: string | null;
        };
        User: {
            avatarUrl: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            isAdmin: boolean;
            name: string;
        };
        Workflow: {
            document: components["schemas"]["WorkflowDocument"];
            /** @description What stands in the way of running it, in words. */
            problems: string[];
            schedules: {
                nextRunAt: string | null;
                node: string;
                text: string;
            }[];
            summary: components["schemas"]["WorkflowSummary"];
            webhooks: {
                method: string;
                node: string;
                testUrl: string;
                url: string;
            }[];
        };
        WorkflowDocument: {
            description?: string;
            edges: components["schemas"]["WorkflowEdge"][];
            meta?: {
                [key: string]: unknown;
            };
            name: string;
            nodes: components["schemas"]["WorkflowNode"][];
            pins?: {
                [key: string]: unknown[];
            };
            settings: components["schemas"]["WorkflowSettings"];
            staticData?: {
                [key: string]: unknown;
            };
            /** @constant */
            steward: 1;
            tags?: string[];
        };
        WorkflowEdge: {
            from: {
                /** @description Id of the node. */
                node: string;
                output: number;
            };
            /** @description `main`, or the kind of a model/tool edge such as `ai_tool`. */
            kind: string;
            to: {
                input: number;
                node: string;
            };
        };
        WorkflowNode: {
            /** @description By kind of connection: which stored connection the node uses. */
            connections?: {
                [key: string]: {
                    id: string | null;
                    name: string;
                };
            };
            extra?: {
                [key: string]: unknown;
            };
            id: string;
            /** @description Unique in the workflow; expressions name nodes by it. */
            name: string;
            parameters: {
                [key: string]: unknown;
            };
            position: [
                number,
                number
            ];
            settings: {
                alwaysOutputData?: boolean;
                disabled?: boolean;
                executeOnce?: boolean;
                idempotencyHeader?: string;
                maxTries?: number;
                notes?: string;
                notesInFlow?: boolean;
                onError?: "stopWorkflow" | "continueRegularOutput" | "continueErrorOutput";
                probe?: {
                    /** @description An expression over `$response` that tells whether it happened. */
                    happened: string;
                    /** @description Called with GET; expressions are resolved for the first item. `$effect.key` is the key of the effect. */
                    url: string;
                };
                retry?: {
                    /** @enum {unknown} */
                    backoff: "fixed" | "exponential";
                    /** @description Of an exponential backoff; 2 without it. */
                    factor?: number;
                    /** @description Wait before the second try. */
                    initialMs: number;
                    /** @description Draws each wait between half of it and all of it. */
                    jitter?: boolean;
                    /** @description No try begins later than this after the first one. */
                    maxAgeMs?: number;
                    /** @description No wait is longer, unless the peer asks for it. */
                    maxMs?: number;
                    maxTries: number;
                    /** @description Heeds the Retry-After of the answer; true without it. */
                    retryAfter?: boolean;
                };
                retryOnFail?: boolean;
                timeoutSeconds?: number;
                waitBetweenTriesMs?: number;
            };
            /** @description Type of a node definition; an unknown one is a placeholder. */
            type: string;
            /** @description Version of the shape of `parameters`. */
            version: number;
            webhookId?: string;
        };
        WorkflowSettings: {
            errorWorkflow?: string;
            executionOrder: "v0" | "v1";
            executionTimeoutSeconds?: number;
            extra?: {
                [key: string]: unknown;
            };
            limits?: {
                concurrency?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    limit: number;
                };
                debounce?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    maxSeconds?: number;
                    seconds: number;
                };
                deduplicate?: {
                    key: string;
                    windowSeconds: number;
                };
                priority?: number;
                rateLimit?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    limit: number;
                    seconds: number;
                };
                throttle?: {
                    /** @description An expression over the item that starts the execution; each of its values counts by itself. */
                    key?: string;
                    limit: number;
                    seconds: number;
                };
            };
            parallel?: {
                limit: number;
            };
            schedule?: {
                jitterSeconds?: number;
                /**
                 * @description `once` makes up for the last one only, and is the default.
                 * @enum {unknown}
                 */
                missed?: "skip" | "once" | "all";
                missedMax?: number;
            };
            timezone?: string;
        };
        WorkflowSummary: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** @description Classes of its nodes, pure left out, strongest last. */
            effects: components["schemas"]["EffectClass"][];
            /** Format: uuid */
            id: string;
            name: string;
            nodeCount: number;
            /** @description Nodes of types that Steward does not know yet. */
            placeholders: number;
            publishedAt: string | null;
            publishedVersion: number | null;
            /** @enum {unknown} */
            status: "draft" | "active" | "inactive" | "archived";
            tags: components["schemas"]["Tag"][];
            triggers: string[];
            /** Format: date-time */
            updatedAt: string;
            version: number;
        };
        WorkflowVersion: {
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            name: string;
            note: string | null;
            number: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API keys of the signed-in user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiKey"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: date-time */
                    expiresAt?: string;
                    name: string;
                    scopes?: ("workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "query:submit" | "query:decide" | "workspace:manage" | "workspace:own" | "installation:manage")[];
                };
            };
        };
        responses: {
            /** @description Makes a key; its secret is in this answer and nowhere else. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        key: components["schemas"]["ApiKey"];
                        secret: string;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revokes a key at once. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCircuits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connections of the workspace whose services have failed lately, the latest first. Those that work are not listed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Circuit"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetCircuit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgets the failures of a connection, so that calls go out again at once. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnectionKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Kinds of connection and their fields. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConnectionKind"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Connections of the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Connection"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    type: string;
                    values: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Stores a connection; its secret values are encrypted and never shown again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a connection; workflows that use it fail clearly from then on. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    values?: {
                        [key: string]: unknown;
                    };
                };
            };
        };
        responses: {
            /** @description Changes the name or values; a secret left out stays as it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEffects: {
        parameters: {
            query?: {
                after?: string;
                class?: string;
                executionId?: string;
                from?: string;
                limit?: number;
                outcome?: string;
                target?: string;
                to?: string;
                workflowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Receipts of effects, newest first. With `outcome=in_doubt`: what waits for an answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Receipt"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEffect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipt of one effect, by its key. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchEvents: {
        parameters: {
            query?: {
                executionId?: string;
                workflowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What happens in the workspace, as it happens. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LiveEvent"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExecutions: {
        parameters: {
            query?: {
                after?: string;
                from?: string;
                limit?: number;
                mode?: string;
                status?: string;
                to?: string;
                workflowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Executions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ExecutionSummary"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An execution with the document it runs and its node executions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Execution"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancels it. What has been done outside stays done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNodeExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                index: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One node execution with all its items. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeExecution"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideNodeExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                index: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    decision: "happened" | "repeat" | "stop" | "probe";
                    items?: {
                        [key: string]: unknown;
                    }[];
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Answers for an effect in doubt: it happened (go on with these items), it did not (make the call again), stop, or probe: ask with what the node has for that, which may leave it in doubt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lets it rest as `paused` before its next node; the node that is being executed is finished first. Timers wait, too. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version?: number;
                };
            };
        };
        responses: {
            /** @description Executes what is recorded again on another version (the newest without one), in memory: effects are answered from the record, nothing is called and nothing stored. Tells what differs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayReport"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restartExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the node execution to begin with; it gets the inputs recorded for it. */
                    index: number;
                    /** @enum {unknown} */
                    version?: "original" | "current";
                };
            };
        };
        responses: {
            /** @description Starts a new execution at one of its node executions. What was done before is kept, or stays readable where the version has changed before that node. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lets a paused execution go on from where it rests. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    version?: "original" | "current";
                };
            };
        };
        responses: {
            /** @description Starts a new execution at the node that failed; what was completed is kept, not run again. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    executionStats: {
        parameters: {
            query?: {
                workflowIds?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The numbers on top of the list, and per workflow its last executions. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        days7: {
                            completed: number;
                            failed: number;
                            previousTotal: number;
                            total: number;
                        };
                        inDoubt: number;
                        running: number;
                        waiting: number;
                        workflows: {
                            inDoubt: number;
                            /** @description Up to 20, oldest first. */
                            last: {
                                durationMs: number | null;
                                /** Format: uuid */
                                id: string;
                                /** @enum {unknown} */
                                status: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
                            }[];
                            lastStartedAt: string | null;
                            medianMs: number | null;
                            running: number;
                            waiting: number;
                            /** Format: uuid */
                            workflowId: string;
                        }[];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNodeKinds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every kind of node this installation knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["NodeKind"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getQueue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What is queued, running and waiting in the workspace, and who works on it. At most a second old. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Queue"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflowId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Holds the queue of a workflow: starts are stored and not begun. What runs and waits goes on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        onHold: boolean;
                        /** Format: uuid */
                        workflowId: string;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeQueue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workflowId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lets the queue of a workflow go on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        onHold: boolean;
                        /** Format: uuid */
                        workflowId: string;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How long the workspace keeps executions that are over. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeRetention: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Retention"];
            };
        };
        responses: {
            /** @description Sets how long executions are kept. What is older is deleted within the next hour and cannot be brought back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retention"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, in which workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Signs in with a password; sets the session cookie. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends the session. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the installation has an owner yet. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        ownerExists: boolean;
                        version: string;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createOwner: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    name: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Creates the first owner and signs in. Refused once there is one. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTags: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tags of the workspace with how many workflows carry them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            color: string | null;
                            /** Format: uuid */
                            id: string;
                            name: string;
                            workflows: number;
                        }[];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWorkflows: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                search?: string;
                status?: "draft" | "active" | "inactive" | "archived";
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Workflows of the workspace, newest change first; archived ones only when their status is asked for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description By status, for the same search. */
                        counts: {
                            [key: string]: number;
                        };
                        items: components["schemas"]["WorkflowSummary"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    document: components["schemas"]["WorkflowDocument"];
                };
            };
        };
        responses: {
            /** @description Creates a draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A workflow with its document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    baseVersion: number;
                    document: components["schemas"]["WorkflowDocument"];
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Saves a new version. Refused with `workflow.version_conflict` when somebody saved in between. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes an archived or draft workflow with its versions. Its executions stay. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    archived?: boolean;
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Changes what is not part of a version: tags (by name; unknown ones are made), archived or not. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    activateWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Publishes the newest version: its webhooks and schedules go live at once. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deactivateWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes webhooks and schedules down. Executions that have begun go on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startExecution: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description `json` of the items the trigger gives. */
                    items?: {
                        [key: string]: unknown;
                    }[];
                    /** @description Name of the trigger node; else the manual trigger, else the first. */
                    trigger?: string;
                    /** @default true */
                    usePins?: boolean;
                };
            };
        };
        responses: {
            /** @description Starts the newest saved version by hand. Answered when the start is stored; watch the events or `getExecution`. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExecutionSummary"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportWorkflow: {
        parameters: {
            query?: {
                format?: "steward" | "n8n";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workflow as a file, in Steward's or n8n's format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listenForTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Listens for one call of its webhooks below `/webhook-test/`, for two minutes. The call starts the newest saved version by hand. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        addresses: {
                            method: string;
                            node: string;
                            url: string;
                        }[];
                        /** Format: date-time */
                        until: string;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSchedules: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What an active workflow starts by itself at, rule by rule. Empty while it is not active. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Schedule"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTicks: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                outcome?: string;
                triggerId?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every tick of its schedules that came due, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Tick"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVersions: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Versions, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WorkflowVersion"][];
                        next: string | null;
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document of one version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document: components["schemas"]["WorkflowDocument"];
                        version: components["schemas"]["WorkflowVersion"];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Saves an old version as the newest. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workflow"];
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importWorkflows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    activate?: boolean;
                    files: {
                        /** @description The text of the file. */
                        content: string;
                        file: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Imports workflow files (Steward's or n8n's format, detected). A broken file is a line and does not stop the others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: components["schemas"]["ImportLine"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    files: {
                        /** @description The text of the file. */
                        content: string;
                        file: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Says what an import would bring, and brings nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        lines: components["schemas"]["ImportLine"][];
                    };
                };
            };
            /** @description Refused. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
