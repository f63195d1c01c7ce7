// Written by tools/openapi.ts from the contract. Run `node tools/openapi.ts` after changing it.

export interface paths {
    "/api/v1/access-grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Standing access: the caller’s own, and what they may decide about; newest first. */
        get: operations["listGrants"];
        put?: never;
        /** Asks for standing access for the caller, for a reason and until a time. Somebody else decides. */
        post: operations["requestGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-grants/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives or refuses standing access. Never by who asked for it. */
        post: operations["decideGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/access-grants/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends standing access, at once. For who has it and for those who may decide about it. */
        post: operations["revokeGrant"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account of the signed-in person. */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes by what name the signed-in person is shown. */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/v1/account-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a link in a mail is for, without using it up. */
        post: operations["describeAccountLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes the account of the signed-in person. Needs a fresh sign-in; workspaces with other members are handed over before. */
        post: operations["deleteAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks the present and the new address, by mail, whether they agree to a change. Needs a fresh sign-in. */
        post: operations["requestEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/email/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One of the two addresses agrees, by the link in its mail; with the second one the address changes. */
        post: operations["confirmEmailChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes the password, by the present one; other sessions end. */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one did, newest first. */
        get: operations["listPersonalActivities"];
        put?: never;
        post?: never;
        /** Empties the list of what one did. The audit log of a workspace is another thing and stays. */
        delete: operations["clearPersonalActivities"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What people did in the workspace, newest first, of the kinds of things that the caller may see. */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own addresses. */
        get: operations["listAddresses"];
        put?: never;
        /** Adds an address; the first of its type is the default one. */
        post: operations["createAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/addresses/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Replaces an address. */
        put: operations["changeAddress"];
        post?: never;
        /** Deletes an address. */
        delete: operations["deleteAddress"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
    "/api/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a key a new secret; the former one works for a while longer. */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approval-links/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a one-time link in a mail asks about. Looking does not use it up. */
        get: operations["getLinkedApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approval-links/{token}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decides by a one-time link, in the name of the person it was sent to. It works once. */
        post: operations["decideByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Approvals, newest first; with `mine`, those that wait for the caller, the one that expires first before the others. */
        get: operations["listApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One approval: what exactly will happen, what is different from last time, who may decide and who has. */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets it happen without those who should decide, for a reason, in an emergency. Somebody else must look at it later. */
        post: operations["breakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves, rejects, or asks for changes. Of two decisions at once one counts, and the other is told so. */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/delegation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hands the decision over to another member, who may then decide in place of the caller. */
        post: operations["delegateApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says afterwards whether breaking the glass was right. Never by who broke it. */
        post: operations["reviewBreakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/{id}/withdrawal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The one who asked does not want it any more. */
        post: operations["withdrawApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/approvals/count": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many approvals wait for the caller, and how many wait at all. */
        get: operations["countApprovals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log of the workspace, newest first. */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed checkpoints of the workspace, newest first. Keep copies elsewhere: they prove what must be there. */
        get: operations["listAuditCheckpoints"];
        put?: never;
        /** Signs the newest line of the workspace now. Where it is signed already, that signature is given. */
        post: operations["makeAuditCheckpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log of the workspace as a file. JSON is complete and can be verified offline with `steward audit verify`; CSV takes the filters. */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/public-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public key that checkpoints are verified with. */
        get: operations["getAuditKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the audit log of the workspace is whole and unchanged. */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
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
    "/api/v1/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings that a workspace can have its own values of, with the values that count and why. */
        get: operations["listConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a value for the workspace. */
        put: operations["setConfig"];
        post?: never;
        /** Takes the value of the workspace back. */
        delete: operations["unsetConfig"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{key}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the value of the workspace, the newest first. */
        get: operations["listConfigHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/config/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets an earlier version of the value of the workspace again, as a new version. */
        post: operations["restoreConfig"];
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
    "/api/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the signed-in person is signed in, the last used first. */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Signs one device out at once. */
        delete: operations["signOutDevice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/devices/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs out all other devices, or everything. */
        post: operations["signOutDevices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/v1/effects/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The receipts that match, newest first, as a file: CSV for spreadsheets, or NDJSON that `steward receipts verify` proves against an export of the audit log. */
        get: operations["exportEffects"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/effects/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many receipts there are, by class and outcome. Without `from`: of the last 30 days. */
        get: operations["summariseEffects"];
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
    "/api/v1/executions/{id}/files/{fileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a file that travelled with an item of the execution. */
        get: operations["downloadItemFile"];
        put?: never;
        post?: never;
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
    "/api/v1/executions/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which effects of an execution can be taken back, in which order, and which cannot and why. */
        get: operations["getUndo"];
        put?: never;
        /** Takes the effects of an execution that is over back, the last one first, by an execution of its own. */
        post: operations["undoExecution"];
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
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a file in the background; the task tells how far it is and where the file is. It needs the right to read what is exported. */
        post: operations["startExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of an export, for whoever asked for it, for a week. */
        get: operations["downloadExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/expression-names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything an expression may name, with what each does: names that stand alone, and the methods of each type. */
        get: operations["listExpressionNames"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/first-steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has been done in the workspace of what is done first: told from what is there, not from what was clicked. */
        get: operations["getFirstSteps"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every folder of the workspace; siblings stand in their order. */
        get: operations["listFolders"];
        put?: never;
        /** Makes a folder, at the end of its siblings. */
        post: operations["createFolder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/folders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a folder. What is in it moves up, or its workflows are archived; no workflow is deleted. */
        delete: operations["deleteFolder"];
        options?: never;
        head?: never;
        /** Renames or moves a folder with all that is in it. */
        patch: operations["changeFolder"];
        trace?: never;
    };
    "/api/v1/identity-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sign-in providers of the installation, without their secrets. */
        get: operations["listIdentityProviders"];
        put?: never;
        /** Adds a provider, after asking it for its addresses. Needs a fresh sign-in. */
        post: operations["createIdentityProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/identity-providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a provider with all links to it. Needs a fresh sign-in. */
        delete: operations["deleteIdentityProvider"];
        options?: never;
        head?: never;
        /** Changes a provider. Its issuer stays: the people of another one are other people. Needs a fresh sign-in. */
        patch: operations["changeIdentityProvider"];
        trace?: never;
    };
    "/api/v1/installation/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What belongs to no workspace, such as signing in, newest first. */
        get: operations["listInstallationAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/audit/checkpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs the newest line of the chain of the installation now. */
        post: operations["makeInstallationCheckpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The audit log of the installation as a file. JSON is complete and can be verified offline with `steward audit verify`; CSV takes the filters. */
        get: operations["exportInstallationAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the audit log of the installation is whole and unchanged. */
        get: operations["verifyInstallationAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All settings with the values that count for the installation and why. */
        get: operations["listInstallationConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/config/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a value for the installation, or for one environment. */
        put: operations["setInstallationConfig"];
        post?: never;
        /** Takes the value of the installation or of one environment back. */
        delete: operations["unsetInstallationConfig"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/config/{key}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the value of the installation or of one environment, the newest first. */
        get: operations["listInstallationConfigHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/installation/config/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets an earlier version of the value of the installation or of one environment again, as a new version. */
        post: operations["restoreInstallationConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The databases that the caller may see, by name. */
        get: operations["listInstances"];
        put?: never;
        /** Makes a database known that can be queried from then on; its passwords are encrypted and never shown again. */
        post: operations["createInstance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One instance; with its settings for those who manage it. */
        get: operations["getInstance"];
        put?: never;
        post?: never;
        /** Deletes an instance with its passwords. Its queries stay; those that wait cannot be executed any more. */
        delete: operations["deleteInstance"];
        options?: never;
        head?: never;
        /** Changes an instance. What was approved for it as it was is asked for again. */
        patch: operations["changeInstance"];
        trace?: never;
    };
    "/api/v1/instances/{id}/catalog": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tables or collections of a database with their columns. */
        get: operations["browseInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tries to reach a database of the instance, by each of its logins and at its copy. */
        get: operations["checkInstance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/sample": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A few rows of a table, masked columns hidden. Each look is a line of the audit log. */
        post: operations["sampleTable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Invitations to the workspace, newest first. */
        get: operations["listInvitations"];
        put?: never;
        /** Invites up to 50 people by e-mail, and says of each address what became of it. */
        post: operations["invitePeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an invitation back. */
        delete: operations["revokeInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a link to hand on by oneself; it is in this answer and nowhere else. The one that was copied before is dead. */
        post: operations["linkInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends the invitation again, with a new link and seven more days. Former links are dead. */
        post: operations["resendInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins the workspace: as the signed-in person whose verified address was invited, or with a new account. */
        post: operations["acceptInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What an invitation is to, for whoever has its link. The secret is in the body, so that no log of addresses holds it. */
        post: operations["findInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jwks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys by which anybody can check access tokens; also at /.well-known/jwks.json. */
        get: operations["getJwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/linked-sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts at providers by which the signed-in person can sign in. */
        get: operations["listLinkedSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/linked-sign-ins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unlinks an account, unless it is the last way in. Needs a fresh sign-in. */
        delete: operations["unlinkSignIn"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/magic-link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a link that signs in, in this browser alone, if there is an account with this address. */
        post: operations["requestMagicLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/magic-link/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in by a link, in the browser that asked for it, or asks for the second factor. */
        post: operations["redeemMagicLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings that everybody can have their own values of, with the values that count for the person who asks. */
        get: operations["listMyConfig"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/config/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Sets a value for the person who asks. */
        put: operations["setMyConfig"];
        post?: never;
        /** Takes the value of the person who asks back. */
        delete: operations["unsetMyConfig"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/config/{key}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the value of the person who asks, the newest first. */
        get: operations["listMyConfigHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/config/{key}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets an earlier version of the value of the person who asks again, as a new version. */
        post: operations["restoreMyConfig"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is in the workspace, in the order in which they joined. */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends a membership, with the next request of the member. */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /** Gives a member another role. Nobody gives or takes away more than they hold. */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/api/v1/my-invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open invitations to the verified address of the signed-in person. */
        get: operations["listMyInvitations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/my-invitations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Says no to an invitation. */
        delete: operations["declineMyInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/my-invitations/{id}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Joins the workspace that the invitation is to. */
        post: operations["acceptMyInvitation"];
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
    "/api/v1/node-kinds/{type}/lists/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the service of a node offers for one of its parameters, read with the connections of the node. */
        post: operations["listChoices"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notification-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one wants to be told of what. */
        get: operations["getNotificationSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes how one is told of some kinds, and when digests come. What is named is changed, the rest stays. */
        patch: operations["changeNotificationSettings"];
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one was told in this workspace and about one’s account, newest first. It is kept for 90 days. */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Marks a notification as read, or as unread again. */
        patch: operations["markNotification"];
        trace?: never;
    };
    "/api/v1/notifications/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says when what one is told, or one of one’s tasks, has changed; to that person alone. */
        get: operations["watchNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks everything as read that had happened by then. */
        post: operations["markAllNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a link by which a new password can be set, if there is an account with this address. */
        post: operations["requestPasswordReset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/password-reset/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sets a new password by a link, ends every session, and signs in or asks for the second factor. */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The picture of oneself, or of somebody whose profile is public. */
        get: operations["showAvatar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What can be allowed, each with a sentence. */
        get: operations["listPermissions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why somebody may do something, or why not: every role that allows it, by whom it was given, until when. */
        get: operations["explainPermission"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/permissions/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who may do something, in the whole workspace or on what belongs to a pod, and why. */
        get: operations["listHolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same for a document that is not stored. */
        post: operations["planDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pods": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pods of the workspace, by name. */
        get: operations["listPods"];
        put?: never;
        /** Makes a pod: a team within the workspace. */
        post: operations["createPod"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pods/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A pod with its people. */
        get: operations["getPod"];
        put?: never;
        post?: never;
        /** Deletes a pod. Its people stay members of the workspace; roles that they had for the pod end. */
        delete: operations["deletePod"];
        options?: never;
        head?: never;
        /** Renames or describes a pod. */
        patch: operations["changePod"];
        trace?: never;
    };
    "/api/v1/pods/{id}/members/{userId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Puts a member of the workspace into a pod, as its manager or not. A manager has the role `manager` for the pod. */
        put: operations["setPodMember"];
        post?: never;
        /** Takes somebody out of a pod. */
        delete: operations["removePodMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The policies of the workspace, those that come with the product among them. */
        get: operations["listPolicies"];
        put?: never;
        /** Makes a policy. It holds at once, in every process. */
        post: operations["createPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a policy. */
        delete: operations["deletePolicy"];
        options?: never;
        head?: never;
        /** Changes a policy. Approvals that an earlier version asked for and that were not used yet are asked for again. */
        patch: operations["changePolicy"];
        trace?: never;
    };
    "/api/v1/policies/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a policy on the effects of the past, before it holds: how often it would have allowed, asked and denied. */
        post: operations["tryPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How one wants it. */
        get: operations["getPreferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the named preferences. Without activity tracking the list of activities is emptied. */
        patch: operations["changePreferences"];
        trace?: never;
    };
    "/api/v1/profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own profile. */
        get: operations["getProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes the profile. Refused when it has been changed since the given version. */
        patch: operations["changeProfile"];
        trace?: never;
    };
    "/api/v1/profile/avatar": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stores the picture: a PNG, JPEG or WebP of at most 1 MiB. What it is, is read from its bytes. */
        put: operations["setAvatar"];
        post?: never;
        /** Removes the picture. */
        delete: operations["removeAvatar"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The browsers that one is told in, even while Steward is closed there. */
        get: operations["listPushSubscriptions"];
        put?: never;
        /** Lets this browser be told, by what it got from its push service. The address has to be a public one, over HTTPS. */
        post: operations["subscribeToPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Lets a browser be told no more. */
        delete: operations["unsubscribeFromPush"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/push-subscriptions/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends something to a browser at once, and says what its push service answered. */
        post: operations["testPush"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Queries that the caller may see, newest first. */
        get: operations["listQueries"];
        put?: never;
        /** Submits a query. It is executed at once, asked about, or refused, as policies and standing access have it. */
        post: operations["submitQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One query, with what review has to say about it. Its result is another question. */
        get: operations["getQuery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes a query that is not executed yet. An approval that it had is void, and it is asked about anew. */
        patch: operations["changeQuery"];
        trace?: never;
    };
    "/api/v1/queries/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancels a query, also while it is executed. For who submitted it and for those who may decide about it. */
        post: operations["cancelQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was said about a query, oldest first. */
        get: operations["listQueryComments"];
        put?: never;
        /** Says something about a query to everybody who sees it. */
        post: operations["commentOnQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{id}/repetition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submits the same query once more, as the caller’s own; it is analysed and asked about anew. */
        post: operations["repeatQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{id}/result": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Rows of a result, for who submitted the query, those who receive it and those who decide. Each look is a line of the audit log. */
        get: operations["readQueryResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{id}/result/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole result as a file. Each download is a line of the audit log. */
        get: operations["downloadQueryResult"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks to take back what a query changed, as far as the rows are still as it left them. This is a query of its own. */
        post: operations["undoQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/analysis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a query would do, and what the policies would say to it. Nothing is stored and nothing executed. */
        post: operations["analyseQuery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/queries/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which queries change, as it happens; of those that the caller may see. */
        get: operations["watchQueries"];
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
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a fault of a page into the log of the server, so that whoever runs it finds it by the id that the person was shown. */
        post: operations["reportFault"];
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
    "/api/v1/role-assignments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roles that people were given beside the one they have as members, newest first. */
        get: operations["listRoleAssignments"];
        put?: never;
        /** Gives a member a role, in the whole workspace or for one pod, for ever or until a time. */
        post: operations["assignRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/role-assignments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes an assigned role away again, from the next request on. */
        delete: operations["endRoleAssignment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roles of the workspace: those that every workspace has, then its own by name. */
        get: operations["listRoles"];
        put?: never;
        /** Makes a role of the workspace. It can hold only what its maker holds without end. */
        post: operations["createRole"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/roles/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a role of the workspace; whoever has it loses it at once. */
        delete: operations["deleteRole"];
        options?: never;
        head?: never;
        /** Changes a role of the workspace. Refused with `identity.role_changed_meanwhile` when somebody was quicker. */
        patch: operations["changeRole"];
        trace?: never;
    };
    "/api/v1/roles/{id}/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has a role now, by which way and until when. */
        get: operations["listRoleHolders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-filters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own saved filters in this workspace, and those that others share in it, by name. */
        get: operations["listSavedFilters"];
        put?: never;
        /** Saves the filter of a list under a name; 100 at most per person and workspace. */
        post: operations["createSavedFilter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/saved-filters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a saved filter. Shared ones are deleted by who made them and by who may manage members. */
        delete: operations["deleteSavedFilter"];
        options?: never;
        head?: never;
        /** Renames a saved filter, or shares it or ends that. Shared ones are changed by who made them and by who may manage members. */
        patch: operations["changeSavedFilter"];
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What there is under these words, best first: workflows (also by their nodes, tags and parameters), executions (by id, workflow, and the error of the newest 2 000 that failed), connections, approvals, queries and people; of each what the caller may see. */
        get: operations["searchAll"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the signed-in person signs in with a second factor. */
        get: operations["getSecondFactor"];
        put?: never;
        /** Makes the secret for an authenticator app. It counts once a code of the app has confirmed it. */
        post: operations["beginSecondFactor"];
        /** Switches the second factor off. Needs a fresh sign-in. */
        delete: operations["endSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/second-factor/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Switches the second factor on, with a code of the app; gives the recovery codes. */
        post: operations["confirmSecondFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/second-factor/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes new recovery codes; the former ones are worthless from then on. Needs a fresh sign-in. */
        post: operations["renewRecoveryCodes"];
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
        /** Signs in with a password; sets the session cookie, or asks for the second factor first. */
        post: operations["signIn"];
        /** Ends the session. */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends a sign-in that asked for the second factor, in the browser that began it; sets the session cookie. */
        post: operations["finishSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the signed-in person can confirm that it is them. */
        get: operations["getStepUp"];
        put?: never;
        /** Confirms that it is still the same person, for what asks for a fresh sign-in. The session gets a new secret. */
        post: operations["stepUp"];
        delete?: never;
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
    "/api/v1/sign-in-providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The providers by which people may sign in. */
        get: operations["listSignInProviders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-providers/{name}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends what was begun at a provider, in the browser that began it, with the query the provider sent it back with. */
        post: operations["finishProviderVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-providers/{name}/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to link an account at a provider to the signed-in person. Needs a fresh sign-in. */
        post: operations["startProviderLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-providers/{name}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a sign-in by a provider. */
        post: operations["startProviderSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-in-providers/{name}/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins to confirm by a linked provider that it is still the same person. */
        post: operations["startProviderStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who can make an account here, and how long a password has to be. */
        get: operations["getSignUp"];
        put?: never;
        /** Sends a link by which an account can be made. Answers the same for an address that has one. */
        post: operations["signUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sign-up/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the account that a link of sign-up is for, with a workspace of its own, and signs in. */
        post: operations["confirmSignUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/signing-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The keys that access tokens are signed with. */
        get: operations["listSigningKeys"];
        put?: never;
        /** Makes a new key for access tokens. */
        post: operations["rotateSigningKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/slack": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether Slack is set up for this workspace, and whether the caller’s account is connected. */
        get: operations["getSlack"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/slack/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends a message to the channel, and says whose token it is. */
        post: operations["checkSlack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/slack/connection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Connects the account in Slack that was given this one-time token with the caller. */
        post: operations["connectSlack"];
        /** Takes the connection with the caller’s account in Slack away. */
        delete: operations["disconnectSlack"];
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
        /** Makes a tag. */
        post: operations["createTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Takes a tag away from every workflow, and deletes it. */
        delete: operations["deleteTag"];
        options?: never;
        head?: never;
        /** Gives a tag another name or colour, wherever it is. */
        patch: operations["changeTag"];
        trace?: never;
    };
    "/api/v1/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One’s own long work in this workspace: what is under way, and what has ended in the last day and was not put away. */
        get: operations["listTasks"];
        put?: never;
        /** Notes long work that a program does by many calls, so that its person sees how far it has come. */
        post: operations["startTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tasks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Puts away a task that has ended. */
        delete: operations["dismissTask"];
        options?: never;
        head?: never;
        /** Says how far it has come, or how it ended. What says nothing for two minutes is taken for broken off. */
        patch: operations["reportTask"];
        trace?: never;
    };
    "/api/v1/tasks/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks that it stops. What is done already stays. */
        post: operations["cancelTask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Workflows to begin with; each can be executed as it is, without an account anywhere. */
        get: operations["listTemplates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A template with its document. */
        get: operations["getTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/templates/{key}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a draft of a template. */
        post: operations["createFromTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a client an access token and a refresh token of the person who is signed in. */
        post: operations["issueTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Exchanges a refresh token for the next one and an access token. */
        post: operations["refreshTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends an access token, or a refresh token with everything of its sign-in. Says the same of one that is none. */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens an account again that took no passwords for a while, by the link in the mail about it. */
        post: operations["unlockAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/unsubscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the mails about what goes on, by the link in one of them. */
        post: operations["unsubscribeFromMails"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/tokens/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends every access and refresh token of somebody. */
        post: operations["invalidateTokensOf"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The clients that hold tokens of the person who asks. */
        get: operations["listTokenClients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends all tokens of one client. */
        delete: operations["revokeTokenClient"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me/tokens/invalidate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends every access and refresh token of the person who asks. */
        post: operations["invalidateMyTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/variables": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The variables of the workspace and of the person who asks; secret ones without their values. */
        get: operations["listVariables"];
        put?: never;
        /** Makes a variable. */
        post: operations["createVariable"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/variables/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a variable. Workflows that read it find nothing from then on. */
        delete: operations["deleteVariable"];
        options?: never;
        head?: never;
        /** Changes a variable; what is left out stays. A secret one stays secret. */
        patch: operations["changeVariable"];
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
        /** Saves a new version. Refused with `workflow.version_conflict` when somebody saved in between, and where there is a draft of which `baseRevision` does not know. */
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
        /** Publishes the newest version: its webhooks and schedules go live at once. It is refused where it does otherwise than a recording, and waits where a policy asks somebody first (`review`). */
        post: operations["activateWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What has changed in the draft since a revision. */
        get: operations["readChanges"];
        put?: never;
        /** Adds changes to the draft, which is what lies above the newest saved version. The server puts the changes of all in one order; of two that set the same property the later one wins. */
        post: operations["editWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What makes one version behave otherwise than another: nodes, settings, connections, variables, called workflows, effects. */
        get: operations["compareVersions"];
        put?: never;
        post?: never;
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
    "/api/v1/workflows/{id}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Works out every effect that an execution would have, with its values and what the policies say to it. Pure and reading nodes are executed; nothing is written, sent, paid, deleted or started. */
        post: operations["planWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tells that a page has the workflow open, to be said again every ten seconds; answers who else has. */
        post: operations["showPresence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What expressions of a node would give, worked out on the items of an execution and on pinned ones. Nothing is called, and secret variables are not shown. */
        post: operations["previewExpressions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/recordings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Executions against which every new version is rehearsed before it is published. */
        get: operations["listRecordings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/recordings/{executionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Takes an execution that is over into the recordings of its workflow, or names it anew. At most 20. */
        put: operations["setRecording"];
        post?: never;
        /** Takes an execution out of the recordings. The execution stays. */
        delete: operations["removeRecording"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/rehearsal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Replays the recordings on a version (the newest without one). Nothing is called and nothing stored. */
        post: operations["rehearseVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{id}/rehearsal/acceptance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says that the differences of a rehearsal are meant, so that the version can be published. */
        post: operations["acceptDifferences"];
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
        /** Makes a version of the draft, which is what starting and publishing take. Where nothing has changed the newest version stays. */
        post: operations["saveVersion"];
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
    "/api/v1/workflows/convert": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reads a workflow, or some nodes of one, in Steward's or n8n's format (detected), and gives it back in both. Nothing is stored. */
        post: operations["convertWorkflow"];
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
    "/api/v1/workflows/move": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts workflows into a folder, or into none. Those that are not there any more are left out. */
        post: operations["moveWorkflows"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspace that the request is made in, with its profile. */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Changes name, address, visibility and profile; what is left out stays. */
        patch: operations["changeWorkspace"];
        trace?: never;
    };
    "/api/v1/workspace-api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The API keys of members that open this workspace. */
        get: operations["listWorkspaceApiKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/deletion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Deletes the workspace: nothing in it runs from now on, and in 14 days it is gone. Till then it can be restored. */
        post: operations["deleteWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the membership of the signed-in person. The last owner cannot leave. */
        post: operations["leaveWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Stores the logo: a PNG, JPEG or WebP of at most 1 MiB. What it is, is read from its bytes. */
        put: operations["setWorkspaceLogo"];
        post?: never;
        /** Removes the logo. */
        delete: operations["removeWorkspaceLogo"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Offers the workspace to another member, who has seven days to accept. A former offer is withdrawn. */
        put: operations["offerOwnership"];
        post?: never;
        /** Withdraws the offer, or declines it. */
        delete: operations["endTransfer"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspace/transfer/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes the workspace over. Who offered it stays an admin. */
        post: operations["acceptOwnership"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The workspaces of the signed-in person, and those of theirs that are about to be deleted. */
        get: operations["listWorkspaces"];
        put?: never;
        /** Makes a workspace, of which the signed-in person is the owner. */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{id}/logo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The logo, as a picture. */
        get: operations["showWorkspaceLogo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Brings a deleted workspace back, by an owner of it or an administrator of the installation. */
        post: operations["restoreWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Workspaces that let everybody know that they exist, so that people know whom to ask for an invitation. */
        get: operations["listPublicWorkspaces"];
        put?: never;
        post?: never;
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
        AccessGrant: {
            /**
             * @description What is executed without asking anybody: reads alone, or changes of rows too. Schemas and rights never are.
             * @enum {unknown}
             */
            class: "read" | "write";
            /** Format: date-time */
            createdAt: string;
            database: string | null;
            decidedAt: string | null;
            decidedBy: components["schemas"]["Person"] | null;
            decisionReason: string | null;
            /** Format: uuid */
            id: string;
            instance: {
                environment: components["schemas"]["Environment"];
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description Whether the caller may. */
            mayDecide: boolean;
            /** @description Whether the caller may. */
            mayRevoke: boolean;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            reason: string;
            /** @enum {unknown} */
            state: "pending" | "approved" | "rejected" | "revoked" | "expired" | "withdrawn";
            /** Format: date-time */
            until: string;
            user: components["schemas"]["Person"] | null;
        };
        Account: {
            email: string;
            /** @description False for who comes by a sign-in provider only. */
            hasPassword: boolean;
            /** Format: uuid */
            id: string;
            name: string;
        };
        AccountLink: {
            /** @description Of the account. */
            email: string;
            name: string;
            newEmail: string | null;
            /** @enum {unknown} */
            purpose: "sign_up" | "password_reset" | "magic_link" | "unlock" | "email_old" | "email_new";
        };
        Activity: {
            actor: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            /** Format: date-time */
            at: string;
            /** @description What the actor did, in words: `activated the workflow`. */
            description: string;
            /** Format: uuid */
            id: string;
            means: ("web" | "api" | "command_line" | "workflow" | "system") | null;
            resource: {
                id: string | null;
                name: string | null;
                type: string;
            };
        };
        Address: {
            city: string | null;
            country: string | null;
            /** Format: uuid */
            id: string;
            /** @description Of its type; there is one at most. */
            isDefault: boolean;
            postalCode: string | null;
            stateProvince: string | null;
            streetAddress: string | null;
            /** @enum {unknown} */
            type: "HOME" | "WORK" | "BILLING";
        };
        ApiKey: {
            /** @description Addresses and ranges it may be used from; empty: all. */
            allowedAddresses: string[];
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            lastUsedAt: string | null;
            lastUsedFrom: string | null;
            name: string;
            /** @description The first characters, to tell keys apart. */
            prefix: string;
            previousValidUntil: string | null;
            rotatedAt: string | null;
            scopes: string[];
            workspaceId: string | null;
        };
        Approval: {
            amount: components["schemas"]["Money"] | null;
            /** @description How many have approved so far. */
            approvedBy: number;
            class: components["schemas"]["EffectClass"];
            connection: {
                id: string | null;
                kind: string;
                name: string;
            } | null;
            connector: string | null;
            cost: components["schemas"]["Money"] | null;
            /** Format: date-time */
            createdAt: string;
            decidedAt: string | null;
            detail: string | null;
            environment: components["schemas"]["Environment"];
            /** Format: date-time */
            expiresAt: string;
            /** @description SHA-256 (hex) of the exact action. */
            hash: string;
            /** Format: uuid */
            id: string;
            isBrokenGlass: boolean;
            /** @description Whether the caller may. */
            mayDecide: boolean;
            mayNotBecause: string | null;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            policies: components["schemas"]["PolicyReference"][];
            quorum: number;
            requester: components["schemas"]["Person"] | null;
            risk: {
                /** @enum {unknown} */
                level: "low" | "medium" | "high";
                reasons: string[];
            };
            /** @enum {unknown} */
            state: "pending" | "approved" | "used" | "rejected" | "changes_requested" | "expired" | "withdrawn" | "superseded";
            subject: {
                executionId: string | null;
                /** Format: uuid */
                id: string;
                /** @enum {unknown} */
                kind: "node" | "query" | "publish" | "undo";
                nodeId: string | null;
                nodeName: string | null;
                runIndex: number | null;
                workflowId: string | null;
                workflowName: string | null;
                workflowVersion: number | null;
            };
            target: string | null;
            /** @description What will happen, in a sentence with its values. */
            title: string;
        };
        ApprovalDecision: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Person"] | null;
            /** @enum {unknown} */
            decision: "approve" | "reject" | "ask_changes" | "delegate" | "break_glass" | "review" | "withdraw";
            delegatedTo: components["schemas"]["Person"] | null;
            reason: string | null;
            /** @enum {unknown} */
            via: "web" | "api" | "link" | "slack";
        };
        ApprovalDetail: {
            amount: components["schemas"]["Money"] | null;
            /** @description How many have approved so far. */
            approvedBy: number;
            changes: {
                /** Format: date-time */
                at: string;
                /** Format: uuid */
                comparedWith: string;
                lines: {
                    /** @description Absent where it is gone. */
                    after?: unknown;
                    /** @description Absent where it is new. */
                    before?: unknown;
                    path: string;
                }[];
            } | null;
            class: components["schemas"]["EffectClass"];
            connection: {
                id: string | null;
                kind: string;
                name: string;
            } | null;
            connector: string | null;
            cost: components["schemas"]["Money"] | null;
            /** Format: date-time */
            createdAt: string;
            decidedAt: string | null;
            /** @description Who may decide, whoever has decided among them. */
            deciders: components["schemas"]["Person"][];
            decisions: components["schemas"]["ApprovalDecision"][];
            detail: string | null;
            environment: components["schemas"]["Environment"];
            /** Format: date-time */
            expiresAt: string;
            /** @description SHA-256 (hex) of the exact action. */
            hash: string;
            /** Format: uuid */
            id: string;
            isBrokenGlass: boolean;
            likeThis: {
                approved: number;
                days: number;
                rejected: number;
            };
            /** @description Whether the caller may. */
            mayDecide: boolean;
            mayNotBecause: string | null;
            /** @description Exactly what will be sent, secrets left out. */
            payload: unknown;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            policies: components["schemas"]["PolicyReference"][];
            quorum: number;
            requester: components["schemas"]["Person"] | null;
            reviewed: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["Person"] | null;
                isRight: boolean;
                note: string;
            } | null;
            risk: {
                /** @enum {unknown} */
                level: "low" | "medium" | "high";
                reasons: string[];
            };
            /** @enum {unknown} */
            state: "pending" | "approved" | "used" | "rejected" | "changes_requested" | "expired" | "withdrawn" | "superseded";
            subject: {
                executionId: string | null;
                /** Format: uuid */
                id: string;
                /** @enum {unknown} */
                kind: "node" | "query" | "publish" | "undo";
                nodeId: string | null;
                nodeName: string | null;
                runIndex: number | null;
                workflowId: string | null;
                workflowName: string | null;
                workflowVersion: number | null;
            };
            target: string | null;
            /** @description What will happen, in a sentence with its values. */
            title: string;
        };
        AuditCheckpoint: {
            /** Format: date-time */
            at: string;
            chain: string;
            hash: string;
            /** @description The first 16 hex digits of the SHA-256 of the public key (SPKI, DER). */
            keyId: string;
            lines: number;
            seq: number;
            /** @description Ed25519, base64. */
            signature: string;
            /** @constant */
            version: 1;
        };
        AuditLine: {
            /** @description `resource.past_tense`, such as `workflow.activated`. */
            action: string;
            actor: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            /** Format: date-time */
            at: string;
            /** @description Whether personal data of this line was erased; the chain holds without it. */
            erased: boolean;
            from: {
                address: string | null;
                agent: string | null;
            } | null;
            /** @description SHA-256 (hex) over the line and the hash before it. */
            hash: string;
            /** Format: uuid */
            id: string;
            means: ("web" | "api" | "command_line" | "workflow" | "system") | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            new: {
                [key: string]: unknown;
            } | null;
            old: {
                [key: string]: unknown;
            } | null;
            previousHash: string;
            /**
             * Format: date-time
             * @description When it was taken into the chain.
             */
            recordedAt: string;
            resource: {
                id: string | null;
                name: string | null;
                type: string;
            };
            /** @description Its place in the chain, from 1 without gaps. */
            seq: number;
        };
        AuditVerification: {
            /** @description The lines are those that were signed. */
            anchored: {
                at: string | null;
                broken: {
                    id: string | null;
                    reason: string;
                    /** @description Of the first line that is not as it should be. */
                    seq: number;
                } | null;
                holds: boolean;
                /** @description The last line that a trusted signature covers; 0 when none does. */
                upTo: number;
            };
            /** @description Id of the workspace; zeros for the chain of the installation. */
            chain: string;
            /** Format: date-time */
            checkedAt: string;
            /** @description No line is missing, added or moved. */
            continuity: {
                broken: {
                    id: string | null;
                    reason: string;
                    /** @description Of the first line that is not as it should be. */
                    seq: number;
                } | null;
                holds: boolean;
            };
            /** @description Lines whose personal data was erased by a recorded erasure. */
            erasedLines: number;
            /** @description Whether all three hold. */
            holds: boolean;
            /** @description No line was changed. */
            integrity: {
                broken: {
                    id: string | null;
                    reason: string;
                    /** @description Of the first line that is not as it should be. */
                    seq: number;
                } | null;
                holds: boolean;
            };
            lastSeq: number;
            lines: number;
        };
        BusinessHours: {
            /** @description When it is open, by day of the week in the time zone of the workspace; a day that is left out is closed. */
            days: {
                friday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                monday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                saturday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                sunday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                thursday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                tuesday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                wednesday?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
            };
            /** @description Days with other hours than their day of the week; without intervals they are closed. */
            holidays?: {
                date: string;
                intervals?: {
                    /** @description Such as 09:30; 24:00 ends a day. */
                    from: string;
                    /** @description Such as 09:30; 24:00 ends a day. */
                    to: string;
                }[];
                name?: string;
            }[];
        };
        CatalogTable: {
            columns: {
                isKey: boolean;
                isMasked: boolean;
                isNullable: boolean;
                name: string;
                type: string;
            }[];
            /** @enum {unknown} */
            kind: "table" | "view" | "collection";
            name: string;
            rows: number | null;
            schema: string | null;
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
        ConfigEntry: {
            category: string;
            description: string;
            key: string;
            /** @description Everything that was weighed, the widest first. */
            ladder: components["schemas"]["ConfigRung"][];
            /** @description Whether it can be locked at the place that this answer is about. */
            lockable: boolean;
            /** @description The same in sentences. */
            rules: string[];
            /** @enum {unknown} */
            rung: "DEFAULT" | "ENVIRONMENT" | "GLOBAL" | "TENANT" | "USER";
            /** @description What the value must be like, as JSON Schema. */
            schema: unknown;
            scopes: ("GLOBAL" | "TENANT" | "USER")[];
            secret: boolean;
            title: string;
            /** @enum {unknown} */
            type: "STRING" | "NUMBER" | "BOOLEAN" | "JSON";
            unit: string | null;
            /** @description Null of a secret. */
            value: unknown;
        };
        ConfigRung: {
            fault: string | null;
            locked: boolean;
            /** @enum {unknown} */
            rung: "DEFAULT" | "ENVIRONMENT" | "GLOBAL" | "TENANT" | "USER";
            updatedAt: string | null;
            updatedBy: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            /** @description Null where nothing is set, and of a secret. */
            value: unknown;
            /**
             * @description overridden: a narrower one counts; locked_out: a wider one is locked; broken: the setting does not take the stored value.
             * @enum {unknown}
             */
            verdict: "wins" | "overridden" | "locked_out" | "broken" | "not_set";
            /** @description To be sent with the next change; 0 where nothing ever stood. */
            version: number;
        };
        ConfigVersion: {
            /** @enum {unknown} */
            action: "set" | "unset" | "restored";
            /** @description Null where it was taken back, and of a secret. */
            after: unknown;
            /** Format: date-time */
            at: string;
            /** @description Null where nothing was set, and of a secret. */
            before: unknown;
            by: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            locked: boolean;
            restoredVersion: number | null;
            version: number;
        };
        Connection: {
            /** @description Its values, secret ones masked. */
            config: {
                [key: string]: unknown;
            };
            /** Format: date-time */
            createdAt: string;
            environment: components["schemas"]["Environment"] | null;
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
        Deciders: {
            people?: string[];
            /** @description The managers of the pod that it belongs to. */
            podManagers?: boolean;
            roles?: string[];
        };
        Device: {
            address: string | null;
            browser: string | null;
            /** Format: uuid */
            id: string;
            isCurrent: boolean;
            isPhone: boolean;
            /** Format: date-time */
            lastUsedAt: string;
            /** Format: date-time */
            signedInAt: string;
            system: string | null;
        };
        DocumentComparison: {
            connections: {
                added: string[];
                removed: string[];
            };
            edges: {
                added: string[];
                removed: string[];
            };
            effects: {
                added: components["schemas"]["EffectLine"][];
                kept: components["schemas"]["EffectLine"][];
                removed: components["schemas"]["EffectLine"][];
            };
            nodes: {
                added: {
                    id: string;
                    name: string;
                    type: string;
                }[];
                changed: {
                    /** @description The first 100. */
                    changes: {
                        /** @description Absent where it is gone. */
                        after?: unknown;
                        /** @description Absent where it is new. */
                        before?: unknown;
                        /** @description `parameters.url`, `settings.retry.maxTries` */
                        path: string;
                    }[];
                    id: string;
                    name: string;
                    nameBefore: string;
                    type: string;
                }[];
                removed: {
                    id: string;
                    name: string;
                    type: string;
                }[];
            };
            same: boolean;
            settings: {
                /** @description Absent where it is gone. */
                after?: unknown;
                /** @description Absent where it is new. */
                before?: unknown;
                /** @description `parameters.url`, `settings.retry.maxTries` */
                path: string;
            }[];
            variables: {
                added: string[];
                removed: string[];
            };
            workflows: {
                added: string[];
                removed: string[];
            };
        };
        DraftChange: {
            /**
             * Format: uuid
             * @description Made by the page; sent again under the same id it is the same change.
             */
            id: string;
            ops: {
                at?: number;
                path: string[];
                /** @description Absent: the property is removed. */
                value?: unknown;
            }[];
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
        /** @enum {unknown} */
        Environment: "development" | "staging" | "production";
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
            approvalId?: string | null;
            durationMs: number | null;
            /** @description In lists: the kinds of effect that it has had, as far as there are receipts. */
            effects?: components["schemas"]["EffectClass"][];
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
            partial?: {
                from: string | null;
                /** @description Its name at that time. */
                name: string;
                /** @description That node alone. */
                only: boolean;
                /** @description Id of the last node. */
                until: string;
            } | null;
            /** @description Somebody has paused it, and it comes to rest after the node that is being executed. */
            pauseWanted?: boolean;
            retryOf: string | null;
            /** Format: date-time */
            startedAt: string;
            /** @enum {unknown} */
            status: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
            /** @description The execution whose effects it takes back. */
            undoes?: string | null;
            waitKind?: string | null;
            waitUntil: string | null;
            /** Format: uuid */
            workflowId: string;
            workflowName: string;
            workflowVersion: number;
        };
        ExpressionName: {
            example: {
                code: string;
                gives: string;
            } | null;
            name: string;
            of: string | null;
            /** @description 0 is offered first. */
            rank: number;
            signature: string;
            text: string;
        };
        Folder: {
            /** Format: uuid */
            id: string;
            name: string;
            parentId: string | null;
            /** @description Among its siblings; equal ones are ordered by name. */
            position: number;
            /** @description In the folder itself, archived ones left out. */
            workflows: number;
        };
        Holder: {
            because: components["schemas"]["Reason"][];
            user: components["schemas"]["Person"];
        };
        IdentityProvider: {
            allowedDomains: string[];
            clientId: string;
            /** Format: date-time */
            createdAt: string;
            createsAccounts: boolean;
            /** Format: uuid */
            id: string;
            isActive: boolean;
            issuer: string;
            /** @enum {unknown} */
            kind: "oidc" | "google" | "github" | "gitlab" | "microsoft";
            label: string;
            linkedPeople: number;
            name: string;
            /** @description To be entered at the provider, letter by letter. */
            redirectUri: string;
            scopes: string[];
            trustsEmail: boolean;
            /** Format: date-time */
            updatedAt: string;
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
        Instance: {
            /** @description Whether workflows of the workspace may query it, by the node for that. */
            allowsWorkflows: boolean;
            /** Format: date-time */
            createdAt: string;
            databases: string[];
            description: string | null;
            environment: components["schemas"]["Environment"];
            hasReplica: boolean;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "postgresql" | "mongodb";
            limits: components["schemas"]["QueryLimits"];
            masked: components["schemas"]["MaskedColumn"][];
            /** @description Whether the caller may. */
            mayManage: boolean;
            /** @description Whether the caller may. */
            maySubmit: boolean;
            /** @description There is a login for changes. */
            mayWrite: boolean;
            name: string;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            /** Format: date-time */
            updatedAt: string;
        };
        InstanceDetail: {
            instance: components["schemas"]["Instance"];
            settings: {
                /** @description Name or address, without a port. */
                host: string;
                port: number;
                readers: components["schemas"]["InstanceReaders"] | null;
                readLogin: components["schemas"]["InstanceLogin"];
                replica: components["schemas"]["InstanceReplica"] | null;
                tls: components["schemas"]["InstanceTls"];
                version: number;
                writeLogin: components["schemas"]["InstanceLogin"] | null;
            } | null;
        };
        InstanceHealth: {
            database: string;
            isReachable: boolean;
            latencyMs: number;
            /** @enum {unknown} */
            login: "read" | "write";
            /** @enum {unknown} */
            place: "primary" | "replica";
            problem: string | null;
            version: string | null;
        };
        InstanceLogin: {
            /** @description A password, or a reference such as `secret://aws/orders#password`. Left out or as dots it stays as it is. */
            password?: string;
            /** @description A name, or a reference such as `secret://aws/orders#username`. */
            user: string;
        };
        InstanceReaders: {
            people: string[];
            /** @description The people of these pods. */
            pods: string[];
        };
        InstanceReplica: {
            /** @description Name or address, without a port. */
            host: string;
            port: number;
        };
        InstanceTls: {
            ca?: string | null;
            /** @enum {unknown} */
            mode: "off" | "verify";
            serverName?: string | null;
        };
        Invitation: {
            /** Format: date-time */
            createdAt: string;
            email: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** @description Name of the person. */
            invitedBy: string;
            /** @enum {unknown} */
            role: "owner" | "admin" | "editor" | "viewer";
            /** Format: date-time */
            sentAt: string;
            sentCount: number;
            /** @enum {unknown} */
            status: "pending" | "accepted" | "revoked" | "expired";
        };
        LinkedSignIn: {
            email: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "oidc" | "google" | "github" | "gitlab" | "microsoft";
            label: string;
            lastUsedAt: string | null;
            /** Format: date-time */
            linkedAt: string;
            provider: string;
        };
        ListEntry: {
            hint?: string;
            label: string;
            url?: string;
            value: string | number;
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
        } | {
            /** @description The page that made the newest change. */
            client: string;
            revision: number;
            /** @constant */
            type: "workflow.edited";
            /** Format: uuid */
            workflowId: string;
        } | {
            people: components["schemas"]["Presence"][];
            /** @constant */
            type: "workflow.presence";
            /** Format: uuid */
            workflowId: string;
        } | {
            /** Format: uuid */
            approvalId: string;
            executionId: string | null;
            state: string;
            /** @constant */
            type: "approval.changed";
            workflowId: string | null;
        };
        MaskedColumn: {
            column: string;
            schema: string | null;
            table: string;
        };
        Member: {
            email: string;
            hasSecondFactor: boolean | null;
            /** Format: date-time */
            joinedAt: string;
            lastSeenAt: string | null;
            name: string;
            /** @enum {unknown} */
            role: "owner" | "admin" | "editor" | "viewer";
            /** Format: uuid */
            userId: string;
        };
        Money: {
            currency: string;
            minor: string;
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
            /** Format: uuid */
            approvalId?: string;
            durationMs: number | null;
            effect: components["schemas"]["EffectClass"];
            error: {
                description: string | null;
                itemIndex: number | null;
                message: string;
                /** @description Dotted path of the parameter that caused it, where it is known. */
                parameter?: string;
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
            /**
             * @description The node was not executed: its pin, its input, or what it gave in an earlier execution stands in for it.
             * @enum {unknown}
             */
            standIn?: "pin" | "disabled" | "earlier";
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
            older?: {
                below: number;
                parameters: unknown;
            }[];
            /** @description JSON schema of the parameters of the newest version, with words for the form. */
            parameters: unknown;
            title: string;
            trigger: string | null;
            type: string;
            versions: number[];
        };
        Notification: {
            /** Format: date-time */
            at: string;
            /** @description How often it has happened since it was read last. */
            count: number;
            /** Format: date-time */
            firstAt: string;
            /** Format: uuid */
            id: string;
            isRead: boolean;
            /** @enum {unknown} */
            kind: "execution_failed" | "workflow_recovered" | "effect_in_doubt" | "schedule_missed" | "connection_stopped" | "approval_asked" | "approval_expiring" | "approval_decided" | "query_decided" | "query_done" | "task_finished" | "member_joined" | "new_sign_in";
            /** @description Names and numbers for the sentence: never what was worked on, never a secret. */
            parts: {
                [key: string]: (string | number) | null;
            };
            /** @description The page of what it is about. */
            path: string;
            workspaceId: string | null;
        };
        NotificationSettings: {
            digest: {
                hour: number;
                /** @description That of the profile, or of the installation. */
                timezone: string;
                /** @description Of the weekly mail; 1 is Monday. */
                weekday: number;
            };
            kinds: {
                inApp: boolean;
                /** @description It is written at once, whatever one wants: it is about the safety of the account. */
                isMailFixed: boolean;
                /** @enum {unknown} */
                kind: "execution_failed" | "workflow_recovered" | "effect_in_doubt" | "schedule_missed" | "connection_stopped" | "approval_asked" | "approval_expiring" | "approval_decided" | "query_decided" | "query_done" | "task_finished" | "member_joined" | "new_sign_in";
                /** @enum {unknown} */
                mail: "at_once" | "daily" | "weekly" | "never";
                push: boolean;
            }[];
            mailTo: string | null;
            /** @description What a browser needs to subscribe (VAPID, base64url). */
            pushKey: string;
        };
        Person: {
            email: string;
            /** Format: uuid */
            id: string;
            name: string;
        };
        PersonalActivity: {
            address: string | null;
            agent: string | null;
            /** Format: date-time */
            at: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            /** @description Such as user.signed_in or workflow.created. */
            type: string;
        };
        PersonEvent: {
            /** @constant */
            type: "notification.changed";
        } | {
            /** @constant */
            type: "task.changed";
        };
        PlannedEffect: {
            amount: components["schemas"]["Money"] | null;
            answer: ("allow" | "ask" | "deny") | null;
            /** @description Who would be asked, in names. */
            asks: string[];
            class: components["schemas"]["EffectClass"];
            connection: {
                id: string | null;
                kind: string;
                name: string;
            } | null;
            /** @description Type of the node. */
            connector: string;
            cost: components["schemas"]["Money"] | null;
            environment: components["schemas"]["Environment"];
            isCertain: boolean;
            nodeId: string;
            nodeName: string;
            /** @description Exactly what would be sent, secrets left out. */
            payload: unknown;
            policies: components["schemas"]["PolicyReference"][];
            risk: {
                /** @enum {unknown} */
                level: "low" | "medium" | "high";
                reasons: string[];
            };
            /** @description Which execution of this node, from 0. */
            runIndex: number;
            target: string | null;
            /** @description What would happen, in a sentence with its values. */
            title: string;
            workflowName: string;
        };
        Pod: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            managers: number;
            members: number;
            name: string;
            /** @description Its name for programs; it stays when the pod is renamed. */
            slug: string;
        };
        PodMember: {
            isManager: boolean;
            /** Format: date-time */
            since: string;
            user: components["schemas"]["Person"];
        };
        Policy: {
            /** @enum {unknown} */
            answer: "allow" | "ask" | "deny";
            asking: components["schemas"]["PolicyAsking"] | null;
            conditions: components["schemas"]["PolicyConditions"];
            description: string | null;
            /** Format: uuid */
            id: string;
            isActive: boolean;
            key: string | null;
            name: string;
            updatedAt: string | null;
            updatedBy: components["schemas"]["Person"] | null;
            version: number;
        };
        PolicyAsking: {
            deciders?: components["schemas"]["Deciders"];
            escalate?: {
                afterMinutes: number;
                to: components["schemas"]["Deciders"];
            };
            /** @default 10080 */
            expiresInMinutes: number;
            /** @default 1 */
            quorum: number;
            reasonRequired?: boolean;
            remindAfterMinutes?: number;
        };
        PolicyConditions: {
            amountOver?: components["schemas"]["Money"];
            classes?: components["schemas"]["EffectClass"][];
            connections?: string[];
            connectors?: string[];
            environments?: components["schemas"]["Environment"][];
            /** @description Whatever is named here is left out. */
            except?: {
                connections?: string[];
                connectors?: string[];
                targets?: string[];
                workflows?: string[];
            };
            subjects?: ("node" | "query" | "publish" | "undo")[];
            targets?: string[];
            times?: {
                /** @description Those on which the times begin; 1 is Monday. Where they end before they begin, it is on the next day. */
                days: number[];
                from: string;
                /** @description Holds outside of these times instead. */
                outside?: boolean;
                /** @description IANA name. */
                timezone: string;
                to: string;
            };
            workflows?: string[];
        };
        PolicyReference: {
            /** Format: uuid */
            id: string;
            name: string;
            version: number;
        };
        Preferences: {
            /** @description Whether a list of what one did is kept for oneself. */
            activityTracking: boolean;
            /** @description ISO 4217. */
            currency: string;
            emailNotifications: boolean;
            /**
             * @description Whether other people of the installation see the profile.
             * @enum {unknown}
             */
            profileVisibility: "PUBLIC" | "PRIVATE";
            pushNotifications: boolean;
            smsNotifications: boolean;
            /** @enum {unknown} */
            theme: "auto" | "light" | "dark";
        };
        Presence: {
            client: string;
            name: string;
            nodeId: string | null;
            /** Format: date-time */
            since: string;
            /** Format: uuid */
            userId: string;
        };
        PreviewResult: {
            /** @description Of `undefined`: what went wrong on the way to it. */
            because?: string;
            /** @description The names behind a dot, for what is no plain object. */
            fields?: string[];
            /** @description The value is longer than what is shown of it. */
            isCut: boolean;
            key: string;
            /** @description As it would stand in a text. */
            text: string;
            /** @description `string`, `number`, `boolean`, `null`, `undefined`, `array`, `object`, `date`, `function` and the like. */
            type: string;
            /** @description As JSON; absent where JSON has no place for it. */
            value?: unknown;
        } | {
            key: string;
            missing: {
                node: string | null;
                /** @enum {unknown} */
                reason: "not_executed" | "no_input" | "no_item" | "no_path" | "which_item" | "no_such_run";
                text: string;
            };
        } | {
            error: {
                at: number | null;
                description: string | null;
                message: string;
            };
            key: string;
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
        Profile: {
            avatar: string | null;
            bio: string | null;
            dateOfBirth: string | null;
            firstName: string | null;
            gender: string | null;
            /** @description BCP 47, such as en or pt-BR. */
            language: string;
            lastName: string | null;
            phone: string | null;
            timezone: string | null;
            /** @description To be sent with the next change; 0 before the first one. */
            version: number;
        };
        PushSubscription: {
            /** Format: date-time */
            createdAt: string;
            device: string | null;
            /** Format: uuid */
            id: string;
            lastSentAt: string | null;
            /** @description The host of the push service. */
            service: string;
        };
        Query: {
            analysis: components["schemas"]["QueryAnalysis"] | null;
            approvalId: string | null;
            approvedAt: string | null;
            approver: components["schemas"]["Person"] | null;
            changesWanted: string | null;
            /** @enum {unknown} */
            class: "read" | "write" | "schema" | "privilege" | "refused";
            clonedFrom: string | null;
            comments: string | null;
            completedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            database: string;
            error: string | null;
            /** @description The beginning of the text. */
            excerpt: string;
            fileName: string | null;
            /** @enum {unknown} */
            form: "query" | "script" | "undo";
            grantId: string | null;
            /** @description SHA-256 (hex) of exactly what will be done; approvals are for it. */
            hash: string;
            /** Format: uuid */
            id: string;
            instance: {
                environment: components["schemas"]["Environment"];
                /** Format: uuid */
                id: string;
                /** @enum {unknown} */
                kind: "postgresql" | "mongodb";
                name: string;
            };
            /** @description The process ended while it changed something: it may have happened, or not. */
            isInDoubt: boolean;
            limits: components["schemas"]["QueryLimits"];
            may: {
                cancel: boolean;
                change: boolean;
                /** @description By its approval, which may name others still. */
                decide: boolean;
                seeResult: boolean;
            };
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            policies: components["schemas"]["PolicyReference"][];
            recipients: components["schemas"]["Person"][];
            rejectionReason: string | null;
            requester: components["schemas"]["Person"] | null;
            result: components["schemas"]["QueryResultInfo"] | null;
            scheduleAt: string | null;
            startedAt: string | null;
            /** @enum {unknown} */
            status: "pending" | "approved" | "rejected" | "executing" | "completed" | "failed" | "cancelled" | "expired";
            text: string;
            ticketUrl: string | null;
            undo: {
                by: string | null;
                isPossible: boolean;
                of: string | null;
                reason: string | null;
            };
            /** Format: date-time */
            updatedAt: string;
            /** @description Counts the changes; an approval is for one version. */
            version: number;
        };
        QueryAnalysis: {
            /** @enum {unknown} */
            class: "read" | "write" | "schema" | "privilege" | "refused";
            effect: components["schemas"]["EffectClass"];
            estimate: {
                changedRows: number | null;
                plan: unknown;
                rows: number | null;
            } | null;
            findings: components["schemas"]["QueryFinding"][];
            fingerprint: string;
            refusal: string | null;
            statements: {
                /** @enum {unknown} */
                class: "read" | "write" | "schema" | "privilege" | "refused";
                kind: string;
                line: number;
                text: string;
            }[];
            tables: {
                /** @enum {unknown} */
                access: "read" | "write";
                columns: string[];
                name: string;
                schema: string | null;
            }[];
            undo: {
                isPossible: boolean;
                reason: string | null;
            } | null;
        };
        QueryComment: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["Person"] | null;
            /** Format: uuid */
            id: string;
            text: string;
        };
        QueryEvent: {
            /** Format: uuid */
            queryId: string;
            /** @enum {unknown} */
            status: "pending" | "approved" | "rejected" | "executing" | "completed" | "failed" | "cancelled" | "expired";
            /** @constant */
            type: "query.changed";
        };
        QueryFinding: {
            hint: string | null;
            line: number | null;
            rule: string;
            /** @enum {unknown} */
            severity: "note" | "warning" | "error";
            text: string;
        };
        QueryLimits: {
            /** @description Bytes of a result as JSON. */
            bytes: number;
            /** @description A change that meets more rows is rolled back. */
            changedRows: number;
            /** @description How long it may wait for a lock, in milliseconds. */
            lockMs: number;
            /** @description Rows of a result. */
            rows: number;
            /** @description How long a query may take, in milliseconds. */
            statementMs: number;
        };
        QueryResultInfo: {
            changedRows: number | null;
            durationMs: number;
            /** Format: date-time */
            expiresAt: string;
            /** @description In which it can be had; a large one not as XLSX. */
            formats: ("csv" | "json" | "xlsx")[];
            /** @description It has expired: it cannot be looked at any more. */
            isGone: boolean;
            /** @description There was more than the limits let through. */
            isTruncated: boolean;
            messages: string[];
            rows: number;
            sizeBytes: number;
        };
        QuerySummary: {
            changesWanted: string | null;
            /** @enum {unknown} */
            class: "read" | "write" | "schema" | "privilege" | "refused";
            comments: string | null;
            completedAt: string | null;
            /** Format: date-time */
            createdAt: string;
            database: string;
            /** @description The beginning of the text. */
            excerpt: string;
            fileName: string | null;
            /** @enum {unknown} */
            form: "query" | "script" | "undo";
            /** Format: uuid */
            id: string;
            instance: {
                environment: components["schemas"]["Environment"];
                /** Format: uuid */
                id: string;
                /** @enum {unknown} */
                kind: "postgresql" | "mongodb";
                name: string;
            };
            /** @description The process ended while it changed something: it may have happened, or not. */
            isInDoubt: boolean;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            requester: components["schemas"]["Person"] | null;
            scheduleAt: string | null;
            startedAt: string | null;
            /** @enum {unknown} */
            status: "pending" | "approved" | "rejected" | "executing" | "completed" | "failed" | "cancelled" | "expired";
            ticketUrl: string | null;
            /** Format: date-time */
            updatedAt: string;
            /** @description Counts the changes; an approval is for one version. */
            version: number;
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
        /** @description One reason why somebody may do something: which role, where, by whom, until when. */
        Reason: {
            assignmentId: string | null;
            by: components["schemas"]["Person"] | null;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            role: {
                id: string | null;
                name: string;
            };
            since: string | null;
            until: string | null;
            /**
             * @description The role as a member, a role assigned beside it, managing a pod, administering the installation.
             * @enum {unknown}
             */
            via: "base_role" | "assignment" | "pod_manager" | "administrator";
        };
        Receipt: {
            actor: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            amount: components["schemas"]["Money"] | null;
            approvalId: string | null;
            batchId: string | null;
            class: components["schemas"]["EffectClass"];
            connection: {
                id: string | null;
                kind: string;
                name: string;
            } | null;
            connector: string | null;
            cost: components["schemas"]["Money"] | null;
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
            environment: components["schemas"]["Environment"] | null;
            executionId: string | null;
            /**
             * Format: uuid
             * @description The key of the effect, the same for every try. A node that calls once per item sends it with the first.
             */
            id: string;
            /** Format: date-time */
            intendedAt: string;
            nodeId: string | null;
            /** @description Of what is no node, such as a query, its title. */
            nodeName: string;
            /** @enum {unknown} */
            outcome: "completed" | "failed" | "in_doubt" | "happened" | "repeated" | "stopped" | "cut_off" | "refused" | "undone";
            /** @description Those that decided, as they were. */
            policies: components["schemas"]["PolicyReference"][];
            reason: string | null;
            /** @description What was asked for, secrets left out and cut short to 4 KiB; not of reads. */
            request?: unknown;
            requestHash: string | null;
            response: {
                /** @description What came back, secrets left out and cut short to 2 KiB; not of reads. */
                excerpt?: unknown;
                /** @description SHA-256 (hex) of what the node gave, as the journal keeps it. */
                hash: string;
                sizeBytes: number;
                status: number | null;
            } | null;
            runIndex: number | null;
            settledAt: string | null;
            /** @enum {unknown} */
            subjectKind: "node" | "query" | "publish" | "undo";
            target: string | null;
            tries: number;
            undoes: string | null;
            undoneBy: string | null;
            workflowId: string | null;
            workflowName: string | null;
            workflowVersion: number | null;
        };
        Recording: {
            /** Format: date-time */
            addedAt: string;
            addedBy: components["schemas"]["Person"] | null;
            /** Format: uuid */
            executionId: string;
            /** @description What it shows: "An order with two refunds". */
            name: string;
        };
        Rehearsal: {
            accepted: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["Person"] | null;
                reason: string;
            } | null;
            /** @description SHA-256 (hex) of the differences; another one wants to be accepted anew. */
            hash: string;
            /** @description Nothing differs, or somebody has accepted exactly these differences. */
            isClear: boolean;
            lines: components["schemas"]["RehearsalLine"][];
            version: number;
        };
        RehearsalLine: {
            counts: {
                different: number;
                onlyNew: number;
                onlyOld: number;
                requests: number;
                same: number;
            } | null;
            /** Format: uuid */
            executionId: string;
            name: string;
            /** @enum {unknown} */
            result: "same" | "different" | "gone" | "unreadable";
            status: {
                /** @enum {unknown} */
                new: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
                /** @enum {unknown} */
                old: "queued" | "running" | "waiting" | "paused" | "completed" | "failed" | "cancelled";
            } | null;
            text: string | null;
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
        ResultColumn: {
            isMasked: boolean;
            name: string;
            type: string;
        };
        Retention: {
            completedDays: number | null;
            failedDays: number | null;
        };
        Role: {
            description: string | null;
            /** Format: uuid */
            id: string;
            /** @description One of those that every workspace has; it cannot be changed. */
            isSystem: boolean;
            name: string;
            /** @description How many have the role now, in the workspace or for a pod. */
            people: number;
            permissions: string[];
            /** @description Counts the changes. A change names the one that it was made on. */
            revision: number;
        };
        RoleAssignment: {
            /** Format: date-time */
            assignedAt: string;
            assignedBy: components["schemas"]["Person"] | null;
            expiresAt: string | null;
            /** Format: uuid */
            id: string;
            pod: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            role: {
                /** Format: uuid */
                id: string;
                isSystem: boolean;
                name: string;
            };
            user: components["schemas"]["Person"];
        };
        SavedFilter: {
            /** Format: uuid */
            id: string;
            isOwn: boolean;
            /** @description Every member of the workspace sees it. */
            isShared: boolean;
            maker: string | null;
            /** @description Whoever asks made it, or may manage members. */
            mayChange: boolean;
            name: string;
            /** @enum {unknown} */
            page: "workflows" | "executions" | "effects" | "queries";
            search: string;
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
        SearchHit: {
            at: string | null;
            detail: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {unknown} */
            kind: "workflow" | "execution" | "connection" | "approval" | "query" | "person";
            nodeId: string | null;
            status: string | null;
            title: string;
        };
        SecondFactorAsked: {
            secondFactor: {
                /** Format: date-time */
                expiresAt: string;
                ticket: string;
                ways: ("totp" | "recovery_code")[];
            };
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
            /** @description The workspace asks for a second factor, and there is none: until it is set up nothing else is answered. */
            secondFactorRequired: boolean;
            user: components["schemas"]["User"];
            workspace: {
                /** Format: uuid */
                id: string;
                name: string;
                role: string;
            };
        };
        SignInProvider: {
            /** @description Whoever comes for the first time gets an account. */
            createsAccounts: boolean;
            /** @enum {unknown} */
            kind: "oidc" | "google" | "github" | "gitlab" | "microsoft";
            label: string;
            name: string;
        };
        SlackStanding: {
            channel: string | null;
            interactionsUrl: string;
            /** @description There is a token, a signing secret and a channel. */
            isConfigured: boolean;
            me: {
                slackUserId: string;
                teamId: string;
            } | null;
        };
        StoredChange: {
            /** Format: date-time */
            at: string;
            by: string | null;
            /** @description The open page that made it. */
            client: string;
            /**
             * Format: uuid
             * @description Made by the page; sent again under the same id it is the same change.
             */
            id: string;
            ops: {
                at?: number;
                path: string[];
                /** @description Absent: the property is removed. */
                value?: unknown;
            }[];
            revision: number;
        };
        Tag: {
            color: string | null;
            /** Format: uuid */
            id: string;
            name: string;
        };
        Task: {
            done: number;
            endedAt: string | null;
            error: string | null;
            /** @description Of what is done, how much did not go well. */
            failed: number;
            /** Format: uuid */
            id: string;
            isCancellable: boolean;
            isCancelWanted: boolean;
            /** @enum {unknown} */
            kind: "import" | "export" | "bulk" | "execution";
            parts: {
                [key: string]: string | number;
            };
            resultPath: string | null;
            /** Format: date-time */
            startedAt: string;
            /** @enum {unknown} */
            state: "running" | "done" | "failed" | "cancelled";
            /** @description What it does, such as workflows.import or audit_log; the web has words for it. */
            subject: string;
            total: number | null;
        };
        Template: {
            categories: string[];
            /** @description Kinds of connection it needs beyond its first execution. */
            connections: string[];
            description: string;
            /** @description Classes of its nodes, pure left out, strongest last. */
            effects: components["schemas"]["EffectClass"][];
            key: string;
            nodeCount: number;
            /** @description Each once, in the order in which they stand on the canvas. */
            nodeTypes: string[];
            title: string;
            /** @description How often it was used in this installation. */
            uses: number;
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
        TokenClient: {
            agent: string | null;
            client: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            lastUsedAt: string;
            lastUsedFrom: string | null;
            scopes: string[];
            /** Format: uuid */
            workspaceId: string;
        };
        Tokens: {
            /** Format: date-time */
            accessExpiresAt: string;
            accessToken: string;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            refreshExpiresAt: string;
            /** @description Works once: its answer has the next one. */
            refreshToken: string;
            /** @constant */
            tokenType: "Bearer";
        };
        UndoEffect: {
            amount: components["schemas"]["Money"] | null;
            /** Format: date-time */
            at: string;
            /** @description The node that takes it back. */
            by: {
                id: string;
                name: string;
                type: string;
            } | null;
            class: components["schemas"]["EffectClass"];
            /** @description How many items that node is given. */
            items: number;
            /** @description Key of the effect, which is the id of its receipt. */
            key: string;
            nodeId: string;
            nodeName: string;
            nodeType: string;
            /** @description Which execution of this node, from 0. */
            runIndex: number;
            /** @enum {unknown} */
            state: "ready" | "undone" | "undoing" | "left";
            target: string | null;
            /** @description What will become of it or has, in a sentence. */
            words: string;
        };
        UndoPlan: {
            because: string | null;
            counts: {
                left: number;
                ready: number;
                undoing: number;
                undone: number;
            };
            /** @description In the order in which they are taken back; the first 500. */
            effects: components["schemas"]["UndoEffect"][];
            /** @description What takes its effects back or has, the last first. */
            executions: components["schemas"]["ExecutionSummary"][];
            mayBegin: boolean;
        };
        User: {
            avatarUrl: string | null;
            email: string;
            /** Format: uuid */
            id: string;
            isAdmin: boolean;
            name: string;
        };
        Variable: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            name: string;
            /**
             * @description global: every workflow of the workspace; workflow: one; user: what the person who asks starts by hand.
             * @enum {unknown}
             */
            scope: "workflow" | "global" | "user";
            secret: boolean;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
            value: string | null;
            version: number;
            workflow: {
                /** Format: uuid */
                id: string;
                name: string | null;
            } | null;
        };
        Workflow: {
            document: components["schemas"]["WorkflowDocument"];
            draft: {
                /** Format: date-time */
                at: string;
                by: string | null;
            } | null;
            /** @description What stands in the way of running it, in words. */
            problems: string[];
            review: {
                /** Format: uuid */
                approvalId: string;
                version: number;
            } | null;
            /** @description Of the document; it grows by one with each change. */
            revision: number;
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
            groups?: {
                color?: number;
                id: string;
                isCollapsed?: boolean;
                name: string;
                nodes: string[];
            }[];
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
                effect?: {
                    amount?: {
                        /** @description Three letters, or an expression. */
                        currency: string;
                        /** @description Minor units of the currency (cents); expressions are resolved for each item and summed. */
                        minor: string;
                    };
                    class?: components["schemas"]["EffectClass"];
                    cost?: {
                        currency: string;
                        minor: string;
                    };
                    /** @description What will happen, for who decides; expressions are resolved. */
                    says?: string;
                };
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
                undo?: {
                    /** @description Id of the node that takes it back. */
                    node: string;
                };
                waitBetweenTriesMs?: number;
            };
            /** @description Type of a node definition; an unknown one is a placeholder. */
            type: string;
            /** @description Version of the shape of `parameters`. */
            version: number;
            webhookId?: string;
        };
        WorkflowPlan: {
            effects: components["schemas"]["PlannedEffect"][];
            error: string | null;
            limits: string[];
            /** @description Names of nodes that the plan did not come to. */
            notReached: string[];
            /** @description What was really read for the plan. */
            reads: {
                nodeName: string;
                target: string | null;
                times: number;
            }[];
            /** @description Names of nodes whose outputs would be taken from an earlier execution. */
            reused?: string[];
            /** @enum {unknown} */
            status: "completed" | "failed" | "waiting";
            totals: {
                allowed: number;
                /** @description One sum per currency. */
                amounts: components["schemas"]["Money"][];
                asked: number;
                costs: components["schemas"]["Money"][];
                denied: number;
            };
        };
        WorkflowSettings: {
            environment?: components["schemas"]["Environment"];
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
            /** @enum {unknown} */
            onFailure?: "stop" | "undo";
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
            folderId: string | null;
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
            /** @description Everybody who changed something in it, by name. */
            authors: string[];
            /** Format: date-time */
            createdAt: string;
            createdBy: string | null;
            /** @description Made of a draft that rested, and not by somebody who said so. */
            isAutosaved: boolean;
            name: string;
            note: string | null;
            number: number;
        };
        Workspace: {
            /** Format: date-time */
            createdAt: string;
            description: string | null;
            /** Format: uuid */
            id: string;
            logo: string | null;
            name: string;
            owner: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            profile: components["schemas"]["WorkspaceProfile"];
            slug: string | null;
            transfer: {
                /** Format: date-time */
                expiresAt: string;
                from: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                to: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
            } | null;
            /** Format: date-time */
            updatedAt: string;
            /** @enum {unknown} */
            visibility: "PRIVATE" | "PUBLIC";
        };
        WorkspaceListed: {
            /** Format: uuid */
            id: string;
            logo: string | null;
            members: number;
            name: string;
            purgeAt: string | null;
            role: string;
            slug: string | null;
        };
        WorkspaceProfile: {
            businessHours: components["schemas"]["BusinessHours"] | null;
            companySize: ("1" | "2-10" | "11-50" | "51-200" | "201-1000" | "1001+") | null;
            currency: string | null;
            industry: string | null;
            language: string | null;
            timezone: string | null;
            website: string | null;
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
    listGrants: {
        parameters: {
            query?: {
                after?: string;
                instanceId?: string;
                limit?: number;
                mine?: boolean;
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Standing access: the caller’s own, and what they may decide about; newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AccessGrant"][];
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
    requestGrant: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description What is executed without asking anybody: reads alone, or changes of rows too. Schemas and rights never are.
                     * @enum {unknown}
                     */
                    class: "read" | "write";
                    database?: string | null;
                    /** Format: uuid */
                    instanceId: string;
                    reason: string;
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Asks for standing access for the caller, for a reason and until a time. Somebody else decides. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessGrant"];
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
    decideGrant: {
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
                    decision: "approve" | "reject";
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Gives or refuses standing access. Never by who asked for it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessGrant"];
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
    revokeGrant: {
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
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Ends standing access, at once. For who has it and for those who may decide about it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessGrant"];
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
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account of the signed-in person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
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
    changeAccount: {
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
                };
            };
        };
        responses: {
            /** @description Changes by what name the signed-in person is shown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Account"];
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
    describeAccountLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description What a link in a mail is for, without using it up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountLink"];
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
    deleteAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the account, to be sure. */
                    email: string;
                };
            };
        };
        responses: {
            /** @description Deletes the account of the signed-in person. Needs a fresh sign-in; workspaces with other members are handed over before. */
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
    requestEmailChange: {
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
                };
            };
        };
        responses: {
            /** @description Asks the present and the new address, by mail, whether they agree to a change. Needs a fresh sign-in. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
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
    confirmEmailChange: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description One of the two addresses agrees, by the link in its mail; with the second one the address changes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        email: string;
                        /** @enum {unknown} */
                        state: "waiting" | "changed";
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
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Changes the password, by the present one; other sessions end. */
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
    listPersonalActivities: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What one did, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PersonalActivity"][];
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
    clearPersonalActivities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Empties the list of what one did. The audit log of a workspace is another thing and stays. */
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
    listActivity: {
        parameters: {
            query?: {
                actor?: string;
                after?: string;
                limit?: number;
                resourceId?: string;
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What people did in the workspace, newest first, of the kinds of things that the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Activity"][];
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
    listAddresses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s own addresses. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Address"][];
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
    createAddress: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    city: string | null;
                    country: string | null;
                    /** @description Of its type; there is one at most. */
                    isDefault: boolean;
                    postalCode: string | null;
                    stateProvince: string | null;
                    streetAddress: string | null;
                    /** @enum {unknown} */
                    type: "HOME" | "WORK" | "BILLING";
                };
            };
        };
        responses: {
            /** @description Adds an address; the first of its type is the default one. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
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
    changeAddress: {
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
                    city: string | null;
                    country: string | null;
                    /** @description Of its type; there is one at most. */
                    isDefault: boolean;
                    postalCode: string | null;
                    stateProvince: string | null;
                    streetAddress: string | null;
                    /** @enum {unknown} */
                    type: "HOME" | "WORK" | "BILLING";
                };
            };
        };
        responses: {
            /** @description Replaces an address. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Address"];
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
    deleteAddress: {
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
            /** @description Deletes an address. */
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
                    /** @description Such as 10.0.0.0/8. */
                    allowedAddresses?: string[];
                    /** Format: date-time */
                    expiresAt?: string;
                    name: string;
                    scopes?: ("workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage")[];
                    /** @description Binds the key to the present workspace. */
                    thisWorkspaceOnly?: boolean;
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
    rotateApiKey: {
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
                    /** @description How long the former secret still works; 60 unless told otherwise. */
                    graceMinutes?: number;
                };
            };
        };
        responses: {
            /** @description Gives a key a new secret; the former one works for a while longer. */
            200: {
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
    getLinkedApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What a one-time link in a mail asks about. Looking does not use it up. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        approval: {
                            amount: components["schemas"]["Money"] | null;
                            class: components["schemas"]["EffectClass"];
                            cost: components["schemas"]["Money"] | null;
                            detail: string | null;
                            environment: components["schemas"]["Environment"];
                            /** Format: date-time */
                            expiresAt: string;
                            /** @description SHA-256 (hex) of the exact action. */
                            hash: string;
                            payload: unknown;
                            policies: components["schemas"]["PolicyReference"][];
                            requesterName: string | null;
                            risk: {
                                /** @enum {unknown} */
                                level: "low" | "medium" | "high";
                                reasons: string[];
                            };
                            /** @enum {unknown} */
                            state: "pending" | "approved" | "used" | "rejected" | "changes_requested" | "expired" | "withdrawn" | "superseded";
                            target: string | null;
                            title: string;
                        };
                        personName: string;
                        workspaceName: string;
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
    decideByLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    decision: "approve" | "reject";
                    /** @description SHA-256 (hex) of the exact action. */
                    hash: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Decides by a one-time link, in the name of the person it was sent to. It works once. */
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
    listApprovals: {
        parameters: {
            query?: {
                after?: string;
                executionId?: string;
                limit?: number;
                mine?: boolean;
                state?: string;
                subject?: "node" | "query" | "publish" | "undo";
                unreviewed?: boolean;
                workflowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Approvals, newest first; with `mine`, those that wait for the caller, the one that expires first before the others. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Approval"][];
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
    getApproval: {
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
            /** @description One approval: what exactly will happen, what is different from last time, who may decide and who has. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDetail"];
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
    breakGlass: {
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
                    /** @description SHA-256 (hex) of the exact action. */
                    hash: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Lets it happen without those who should decide, for a reason, in an emergency. Somebody else must look at it later. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDetail"];
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
    decideApproval: {
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
                    decision: "approve" | "reject" | "ask_changes";
                    /** @description SHA-256 (hex) of the exact action. */
                    hash: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Approves, rejects, or asks for changes. Of two decisions at once one counts, and the other is told so. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDetail"];
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
    delegateApproval: {
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
                    reason?: string;
                    /** Format: uuid */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Hands the decision over to another member, who may then decide in place of the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDetail"];
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
    reviewBreakGlass: {
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
                    isRight: boolean;
                    note: string;
                };
            };
        };
        responses: {
            /** @description Says afterwards whether breaking the glass was right. Never by who broke it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDetail"];
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
    withdrawApproval: {
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
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description The one who asked does not want it any more. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalDetail"];
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
    countApprovals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many approvals wait for the caller, and how many wait at all. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        mine: number;
                        pending: number;
                        unreviewed: number;
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
    listAudit: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                after?: string;
                from?: string;
                limit?: number;
                means?: "web" | "api" | "command_line" | "workflow" | "system";
                resourceId?: string;
                resourceType?: string;
                text?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit log of the workspace, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditLine"][];
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
    listAuditCheckpoints: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The signed checkpoints of the workspace, newest first. Keep copies elsewhere: they prove what must be there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditCheckpoint"][];
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
    makeAuditCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signs the newest line of the workspace now. Where it is signed already, that signature is given. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCheckpoint"];
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
    exportAudit: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                format?: "json" | "csv";
                from?: string;
                means?: "web" | "api" | "command_line" | "workflow" | "system";
                resourceId?: string;
                resourceType?: string;
                text?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit log of the workspace as a file. JSON is complete and can be verified offline with `steward audit verify`; CSV takes the filters. */
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
    getAuditKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The public key that checkpoints are verified with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        algorithm: "Ed25519";
                        keyId: string;
                        /** @description PEM. Give it to `steward audit verify --public-key`. */
                        publicKey: string;
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
    verifyAudit: {
        parameters: {
            query?: {
                fresh?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the audit log of the workspace is whole and unchanged. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
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
    listConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings that a workspace can have its own values of, with the values that count and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environment: string;
                        items: components["schemas"]["ConfigEntry"][];
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
    setConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locked?: boolean;
                    value: unknown;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Sets a value for the workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    unsetConfig: {
        parameters: {
            query: {
                version: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the value of the workspace back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    listConfigHistory: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every version of the value of the workspace, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConfigVersion"][];
                        next: string | null;
                        secret: boolean;
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
    restoreConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: number;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Sets an earlier version of the value of the workspace again, as a new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
                    environment?: components["schemas"]["Environment"] | null;
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
                    environment?: components["schemas"]["Environment"] | null;
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
    listDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where the signed-in person is signed in, the last used first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Device"][];
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
    signOutDevice: {
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
            /** @description Signs one device out at once. */
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
    signOutDevices: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Also this one. */
                    everywhere: boolean;
                };
            };
        };
        responses: {
            /** @description Signs out all other devices, or everything. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        signedOut: number;
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
    listEffects: {
        parameters: {
            query?: {
                actor?: string;
                after?: string;
                approvalId?: string;
                class?: string;
                connection?: string;
                connector?: string;
                environment?: string;
                executionId?: string;
                from?: string;
                limit?: number;
                outcome?: string;
                subject?: string;
                target?: string;
                text?: string;
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
    exportEffects: {
        parameters: {
            query?: {
                actor?: string;
                approvalId?: string;
                class?: string;
                connection?: string;
                connector?: string;
                environment?: string;
                executionId?: string;
                format?: "ndjson" | "csv";
                from?: string;
                outcome?: string;
                subject?: string;
                target?: string;
                text?: string;
                to?: string;
                workflowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The receipts that match, newest first, as a file: CSV for spreadsheets, or NDJSON that `steward receipts verify` proves against an export of the audit log. */
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
    summariseEffects: {
        parameters: {
            query?: {
                actor?: string;
                approvalId?: string;
                class?: string;
                connection?: string;
                connector?: string;
                environment?: string;
                executionId?: string;
                from?: string;
                outcome?: string;
                subject?: string;
                target?: string;
                text?: string;
                to?: string;
                workflowId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How many receipts there are, by class and outcome. Without `from`: of the last 30 days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        items: {
                            class: components["schemas"]["EffectClass"];
                            count: number;
                            /** @enum {unknown} */
                            outcome: "completed" | "failed" | "in_doubt" | "happened" | "repeated" | "stopped" | "cut_off" | "refused" | "undone";
                        }[];
                        total: number;
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
                text?: string;
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
    downloadItemFile: {
        parameters: {
            query?: {
                name?: string;
            };
            header?: never;
            path: {
                fileId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes of a file that travelled with an item of the execution. */
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
                    /** @description `json` of items in place of those that came to the first input of the node to begin with. Files and pairing of the items whose place they take are kept. */
                    items?: {
                        [key: string]: unknown;
                    }[];
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
                    /** @description `json` of items in place of those that came to the first input of the node to begin with. Files and pairing of the items whose place they take are kept. */
                    items?: {
                        [key: string]: unknown;
                    }[];
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
    getUndo: {
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
            /** @description Which effects of an execution can be taken back, in which order, and which cannot and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UndoPlan"];
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
    undoExecution: {
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
                    /** @description Ids of the nodes whose effects are taken back; all that can be without it. */
                    nodes?: string[];
                };
            };
        };
        responses: {
            /** @description Takes the effects of an execution that is over back, the last one first, by an execution of its own. */
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
    startExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    filter?: {
                        [key: string]: string;
                    };
                    /** @enum {unknown} */
                    format: "json" | "ndjson" | "csv";
                    /** @enum {unknown} */
                    subject: "audit_log" | "receipts";
                };
            };
        };
        responses: {
            /** @description Makes a file in the background; the task tells how far it is and where the file is. It needs the right to read what is exported. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
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
    downloadExport: {
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
            /** @description The file of an export, for whoever asked for it, for a week. */
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
    listExpressionNames: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Everything an expression may name, with what each does: names that stand alone, and the methods of each type. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ExpressionName"][];
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
    getFirstSteps: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What has been done in the workspace of what is done first: told from what is there, not from what was clicked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        steps: {
                            isDone: boolean;
                            /** @enum {unknown} */
                            name: "workflow" | "run" | "published" | "connection" | "policy" | "invited";
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
    listFolders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every folder of the workspace; siblings stand in their order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Folder"][];
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
    createFolder: {
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
                    parentId?: string | null;
                };
            };
        };
        responses: {
            /** @description Makes a folder, at the end of its siblings. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Folder"];
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
    deleteFolder: {
        parameters: {
            query?: {
                content?: "up" | "archive";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a folder. What is in it moves up, or its workflows are archived; no workflow is deleted. */
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
    changeFolder: {
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
                    parentId?: string | null;
                    position?: number;
                };
            };
        };
        responses: {
            /** @description Renames or moves a folder with all that is in it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Folder"];
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
    listIdentityProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sign-in providers of the installation, without their secrets. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["IdentityProvider"][];
                        /** @description Where providers send people back to; `:name` stands for the name. */
                        redirectUriPattern: string;
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
    createIdentityProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    allowedDomains?: string[];
                    clientId: string;
                    clientSecret: string;
                    /** @description Whether who comes for the first time gets an account. */
                    createsAccounts?: boolean;
                    issuer?: string;
                    /** @enum {unknown} */
                    kind: "oidc" | "google" | "github" | "gitlab" | "microsoft";
                    label: string;
                    name: string;
                    scopes?: string[];
                    /** @description Takes addresses as verified although the provider does not say so. Only for a provider whose addresses you hand out. */
                    trustsEmail?: boolean;
                };
            };
        };
        responses: {
            /** @description Adds a provider, after asking it for its addresses. Needs a fresh sign-in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProvider"];
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
    deleteIdentityProvider: {
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
            /** @description Removes a provider with all links to it. Needs a fresh sign-in. */
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
    changeIdentityProvider: {
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
                    allowedDomains?: string[];
                    clientId?: string;
                    clientSecret?: string;
                    /** @description Whether who comes for the first time gets an account. */
                    createsAccounts?: boolean;
                    isActive?: boolean;
                    label?: string;
                    scopes?: string[];
                    /** @description Takes addresses as verified although the provider does not say so. Only for a provider whose addresses you hand out. */
                    trustsEmail?: boolean;
                };
            };
        };
        responses: {
            /** @description Changes a provider. Its issuer stays: the people of another one are other people. Needs a fresh sign-in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentityProvider"];
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
    listInstallationAudit: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                after?: string;
                from?: string;
                limit?: number;
                means?: "web" | "api" | "command_line" | "workflow" | "system";
                resourceId?: string;
                resourceType?: string;
                text?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What belongs to no workspace, such as signing in, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditLine"][];
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
    makeInstallationCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signs the newest line of the chain of the installation now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditCheckpoint"];
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
    exportInstallationAudit: {
        parameters: {
            query?: {
                action?: string;
                actor?: string;
                format?: "json" | "csv";
                from?: string;
                means?: "web" | "api" | "command_line" | "workflow" | "system";
                resourceId?: string;
                resourceType?: string;
                text?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The audit log of the installation as a file. JSON is complete and can be verified offline with `steward audit verify`; CSV takes the filters. */
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
    verifyInstallationAudit: {
        parameters: {
            query?: {
                fresh?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the audit log of the installation is whole and unchanged. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
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
    listInstallationConfig: {
        parameters: {
            query?: {
                environment?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All settings with the values that count for the installation and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environment: string;
                        items: components["schemas"]["ConfigEntry"][];
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
    setInstallationConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of this environment instead of the whole installation. */
                    environment?: string;
                    locked?: boolean;
                    value: unknown;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Sets a value for the installation, or for one environment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    unsetInstallationConfig: {
        parameters: {
            query: {
                environment?: string;
                version: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the value of the installation or of one environment back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    listInstallationConfigHistory: {
        parameters: {
            query?: {
                after?: string;
                environment?: string;
                limit?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every version of the value of the installation or of one environment, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConfigVersion"][];
                        next: string | null;
                        secret: boolean;
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
    restoreInstallationConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of this environment instead of the whole installation. */
                    environment?: string;
                    to: number;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Sets an earlier version of the value of the installation or of one environment again, as a new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    listInstances: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The databases that the caller may see, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Instance"][];
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
    createInstance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether workflows of the workspace may query it, by the node for that. */
                    allowsWorkflows?: boolean;
                    databases: string[];
                    description?: string | null;
                    environment: components["schemas"]["Environment"];
                    /** @description Name or address, without a port. */
                    host: string;
                    /** @enum {unknown} */
                    kind: "postgresql" | "mongodb";
                    /** @description What is left out is as usual. */
                    limits?: {
                        /** @description Bytes of a result as JSON. */
                        bytes?: number;
                        /** @description A change that meets more rows is rolled back. */
                        changedRows?: number;
                        /** @description How long it may wait for a lock, in milliseconds. */
                        lockMs?: number;
                        /** @description Rows of a result. */
                        rows?: number;
                        /** @description How long a query may take, in milliseconds. */
                        statementMs?: number;
                    };
                    masked?: components["schemas"]["MaskedColumn"][];
                    name: string;
                    podId?: string | null;
                    port: number;
                    readers?: components["schemas"]["InstanceReaders"] | null;
                    readLogin: components["schemas"]["InstanceLogin"];
                    replica?: components["schemas"]["InstanceReplica"] | null;
                    tls: components["schemas"]["InstanceTls"];
                    writeLogin?: components["schemas"]["InstanceLogin"] | null;
                };
            };
        };
        responses: {
            /** @description Makes a database known that can be queried from then on; its passwords are encrypted and never shown again. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDetail"];
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
    getInstance: {
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
            /** @description One instance; with its settings for those who manage it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDetail"];
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
    deleteInstance: {
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
            /** @description Deletes an instance with its passwords. Its queries stay; those that wait cannot be executed any more. */
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
    changeInstance: {
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
                    /** @description Whether workflows of the workspace may query it, by the node for that. */
                    allowsWorkflows?: boolean;
                    databases?: string[];
                    description?: string | null;
                    environment?: components["schemas"]["Environment"];
                    /** @description Name or address, without a port. */
                    host?: string;
                    limits?: components["schemas"]["QueryLimits"];
                    masked?: components["schemas"]["MaskedColumn"][];
                    name?: string;
                    podId?: string | null;
                    port?: number;
                    readers?: components["schemas"]["InstanceReaders"] | null;
                    readLogin?: components["schemas"]["InstanceLogin"];
                    replica?: components["schemas"]["InstanceReplica"] | null;
                    tls?: components["schemas"]["InstanceTls"];
                    /** @description The version that was looked at; another one is refused. */
                    version: number;
                    writeLogin?: components["schemas"]["InstanceLogin"] | null;
                };
            };
        };
        responses: {
            /** @description Changes an instance. What was approved for it as it was is asked for again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDetail"];
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
    browseInstance: {
        parameters: {
            query: {
                database: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tables or collections of a database with their columns. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CatalogTable"][];
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
    checkInstance: {
        parameters: {
            query?: {
                database?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tries to reach a database of the instance, by each of its logins and at its copy. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InstanceHealth"][];
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
    sampleTable: {
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
                    database: string;
                    schema?: string | null;
                    table: string;
                };
            };
        };
        responses: {
            /** @description A few rows of a table, masked columns hidden. Each look is a line of the audit log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: components["schemas"]["ResultColumn"][];
                        rows: unknown[][];
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
    listInvitations: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                status?: "pending" | "accepted" | "revoked" | "expired";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Invitations to the workspace, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
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
    invitePeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    emails: string[];
                    /** @enum {unknown} */
                    role: "owner" | "admin" | "editor" | "viewer";
                };
            };
        };
        responses: {
            /** @description Invites up to 50 people by e-mail, and says of each address what became of it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            email: string;
                            invitation: components["schemas"]["Invitation"] | null;
                            /** @enum {unknown} */
                            outcome: "invited" | "already_member" | "already_invited" | "domain_not_allowed" | "address_not_usable" | "too_many";
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
    revokeInvitation: {
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
            /** @description Takes an invitation back. */
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
    linkInvitation: {
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
            /** @description Makes a link to hand on by oneself; it is in this answer and nowhere else. The one that was copied before is dead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        link: string;
                        /** @description Whether somebody without an account can make one by this link. */
                        opensAccount: boolean;
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
    resendInvitation: {
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
            /** @description Sends the invitation again, with a new link and seven more days. Former links are dead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
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
    acceptInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    account?: {
                        name: string;
                        password: string;
                    };
                    token: string;
                };
            };
        };
        responses: {
            /** @description Joins the workspace: as the signed-in person whose verified address was invited, or with a new account. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description False: the person has joined and is to sign in. */
                        signedIn: boolean;
                        /** Format: uuid */
                        workspaceId: string;
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
    findInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description What an invitation is to, for whoever has its link. The secret is in the body, so that no log of addresses holds it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expiresAt: string;
                        invitedBy: string;
                        /** @description Whether somebody without an account can make one by this link. */
                        opensAccount: boolean;
                        /** @enum {unknown} */
                        role: "owner" | "admin" | "editor" | "viewer";
                        workspaceName: string;
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
    getJwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys by which anybody can check access tokens; also at /.well-known/jwks.json. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: {
                            alg: string;
                            crv: string;
                            kid: string;
                            kty: string;
                            use: string;
                            x: string;
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
    listLinkedSignIns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The accounts at providers by which the signed-in person can sign in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        hasPassword: boolean;
                        items: components["schemas"]["LinkedSignIn"][];
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
    unlinkSignIn: {
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
            /** @description Unlinks an account, unless it is the last way in. Needs a fresh sign-in. */
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
    requestMagicLink: {
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
                };
            };
        };
        responses: {
            /** @description Sends a link that signs in, in this browser alone, if there is an account with this address. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
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
    redeemMagicLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Signs in by a link, in the browser that asked for it, or asks for the second factor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"] | components["schemas"]["SecondFactorAsked"];
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
    listMyConfig: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings that everybody can have their own values of, with the values that count for the person who asks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        environment: string;
                        items: components["schemas"]["ConfigEntry"][];
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
    setMyConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    value: unknown;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Sets a value for the person who asks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    unsetMyConfig: {
        parameters: {
            query: {
                version: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the value of the person who asks back. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    listMyConfigHistory: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every version of the value of the person who asks, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConfigVersion"][];
                        next: string | null;
                        secret: boolean;
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
    restoreMyConfig: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: number;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Sets an earlier version of the value of the person who asks again, as a new version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigEntry"];
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
    listMembers: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                search?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is in the workspace, in the order in which they joined. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
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
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a membership, with the next request of the member. */
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
    changeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    expectedRole?: "owner" | "admin" | "editor" | "viewer";
                    /** @enum {unknown} */
                    role: "owner" | "admin" | "editor" | "viewer";
                };
            };
        };
        responses: {
            /** @description Gives a member another role. Nobody gives or takes away more than they hold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
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
    listMyInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open invitations to the verified address of the signed-in person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            expiresAt: string;
                            /** Format: uuid */
                            id: string;
                            invitedBy: string;
                            /** @enum {unknown} */
                            role: "owner" | "admin" | "editor" | "viewer";
                            workspaceName: string;
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
    declineMyInvitation: {
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
            /** @description Says no to an invitation. */
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
    acceptMyInvitation: {
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
            /** @description Joins the workspace that the invitation is to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        workspaceId: string;
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
    listChoices: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
                type: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    connections?: {
                        [key: string]: {
                            id: string | null;
                            name: string;
                        };
                    };
                    cursor?: string;
                    /** @description As they are drawn; expressions are left out. */
                    parameters: {
                        [key: string]: unknown;
                    };
                    search?: string;
                    version: number;
                };
            };
        };
        responses: {
            /** @description What the service of a node offers for one of its parameters, read with the connections of the node. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ListEntry"][];
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
    getNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How one wants to be told of what. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
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
    changeNotificationSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    digest?: {
                        hour?: number;
                        weekday?: number;
                    };
                    kinds?: {
                        inApp?: boolean;
                        /** @enum {unknown} */
                        kind: "execution_failed" | "workflow_recovered" | "effect_in_doubt" | "schedule_missed" | "connection_stopped" | "approval_asked" | "approval_expiring" | "approval_decided" | "query_decided" | "query_done" | "task_finished" | "member_joined" | "new_sign_in";
                        /** @enum {unknown} */
                        mail?: "at_once" | "daily" | "weekly" | "never";
                        push?: boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Changes how one is told of some kinds, and when digests come. What is named is changed, the rest stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationSettings"];
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
    listNotifications: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                unread?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What one was told in this workspace and about one’s account, newest first. It is kept for 90 days. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Notification"][];
                        next: string | null;
                        /** @description How many have not been read; counted up to 100. */
                        unread: number;
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
    markNotification: {
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
                    isRead: boolean;
                };
            };
        };
        responses: {
            /** @description Marks a notification as read, or as unread again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many have not been read; counted up to 100. */
                        unread: number;
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
    watchNotifications: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Says when what one is told, or one of one’s tasks, has changed; to that person alone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["PersonEvent"];
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
    markAllNotifications: {
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
                    until: string;
                };
            };
        };
        responses: {
            /** @description Marks everything as read that had happened by then. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many have not been read; counted up to 100. */
                        unread: number;
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
    requestPasswordReset: {
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
                };
            };
        };
        responses: {
            /** @description Sends a link by which a new password can be set, if there is an account with this address. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
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
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Sets a new password by a link, ends every session, and signs in or asks for the second factor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"] | components["schemas"]["SecondFactorAsked"];
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
    showAvatar: {
        parameters: {
            query?: {
                v?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The picture of oneself, or of somebody whose profile is public. */
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
    listPermissions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What can be allowed, each with a sentence. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @enum {unknown} */
                            name: "workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage";
                            /** @description In no role that somebody made. */
                            reserved: boolean;
                            text: string;
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
    explainPermission: {
        parameters: {
            query: {
                permission: "workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage";
                podId?: string;
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Why somebody may do something, or why not: every role that allows it, by whom it was given, until when. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                        because: components["schemas"]["Reason"][];
                        /** @description What would allow it, but is for another pod. */
                        elsewhere: components["schemas"]["Reason"][];
                        user: components["schemas"]["Person"];
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
    listHolders: {
        parameters: {
            query: {
                permission: "workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage";
                podId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who may do something, in the whole workspace or on what belongs to a pod, and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Holder"][];
                        more: boolean;
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
    planDocument: {
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
                    /** @description `json` of the items the trigger gives; one empty item without it. */
                    items?: {
                        [key: string]: unknown;
                    }[];
                    /** @description Name of the trigger node; else the manual trigger, else the first. */
                    trigger?: string;
                };
            };
        };
        responses: {
            /** @description The same for a document that is not stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPlan"];
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
    listPods: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The pods of the workspace, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Pod"][];
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
    createPod: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string | null;
                    name: string;
                    /** @description Made of the name where it is left out. */
                    slug?: string;
                };
            };
        };
        responses: {
            /** @description Makes a pod: a team within the workspace. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pod"];
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
    getPod: {
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
            /** @description A pod with its people. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: components["schemas"]["PodMember"][];
                        pod: components["schemas"]["Pod"];
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
    deletePod: {
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
            /** @description Deletes a pod. Its people stay members of the workspace; roles that they had for the pod end. */
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
    changePod: {
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
                    description?: string | null;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Renames or describes a pod. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Pod"];
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
    setPodMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    isManager: boolean;
                };
            };
        };
        responses: {
            /** @description Puts a member of the workspace into a pod, as its manager or not. A manager has the role `manager` for the pod. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PodMember"];
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
    removePodMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                userId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes somebody out of a pod. */
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
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The policies of the workspace, those that come with the product among them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Policy"][];
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
    createPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {unknown} */
                    answer: "allow" | "ask" | "deny";
                    asking?: components["schemas"]["PolicyAsking"] | null;
                    conditions: components["schemas"]["PolicyConditions"];
                    description?: string | null;
                    isActive?: boolean;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Makes a policy. It holds at once, in every process. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
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
    deletePolicy: {
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
            /** @description Deletes a policy. */
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
    changePolicy: {
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
                    answer?: "allow" | "ask" | "deny";
                    asking?: components["schemas"]["PolicyAsking"] | null;
                    conditions?: components["schemas"]["PolicyConditions"];
                    description?: string | null;
                    isActive?: boolean;
                    name?: string;
                    /** @description The version that was looked at; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Changes a policy. Approvals that an earlier version asked for and that were not used yet are asked for again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
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
    tryPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default 7 */
                    days?: number;
                    policy: {
                        /** @enum {unknown} */
                        answer: "allow" | "ask" | "deny";
                        asking?: components["schemas"]["PolicyAsking"] | null;
                        conditions: components["schemas"]["PolicyConditions"];
                        description?: string | null;
                        isActive?: boolean;
                        name: string;
                    };
                    /** Format: uuid */
                    replaces?: string;
                };
            };
        };
        responses: {
            /** @description Tries a policy on the effects of the past, before it holds: how often it would have allowed, asked and denied. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of those matched, by all policies together. */
                        allowed: number;
                        /** @description Of those matched. */
                        asked: number;
                        /** @description Effects that would have been answered otherwise than by the policies of now. */
                        changed: number;
                        /** @description Effects looked at; reads only where the policy, or the one it replaces, names that class. */
                        considered: number;
                        /** @description Of those matched. */
                        denied: number;
                        /** @description Some of those, newest first. */
                        examples: {
                            /** @enum {unknown} */
                            after: "allow" | "ask" | "deny";
                            /** Format: date-time */
                            at: string;
                            /** @enum {unknown} */
                            before: "allow" | "ask" | "deny";
                            class: components["schemas"]["EffectClass"];
                            environment: components["schemas"]["Environment"];
                            nodeName: string;
                            /** Format: uuid */
                            receiptId: string;
                            target: string | null;
                            workflowName: string;
                        }[];
                        /** Format: date-time */
                        from: string;
                        /** @description There were more than are looked at; the newest were. */
                        isPartial: boolean;
                        /** @description Effects for which the policy holds. */
                        matched: number;
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
    getPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How one wants it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
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
    changePreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Whether a list of what one did is kept for oneself. */
                    activityTracking?: boolean;
                    /** @description ISO 4217. */
                    currency?: string;
                    emailNotifications?: boolean;
                    /**
                     * @description Whether other people of the installation see the profile.
                     * @enum {unknown}
                     */
                    profileVisibility?: "PUBLIC" | "PRIVATE";
                    pushNotifications?: boolean;
                    smsNotifications?: boolean;
                    /** @enum {unknown} */
                    theme?: "auto" | "light" | "dark";
                };
            };
        };
        responses: {
            /** @description Changes the named preferences. Without activity tracking the list of activities is emptied. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
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
    getProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s own profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
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
    changeProfile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    bio?: string | null;
                    dateOfBirth?: string | null;
                    firstName?: string | null;
                    gender?: string | null;
                    /** @description BCP 47, such as en or pt-BR. */
                    language?: string;
                    lastName?: string | null;
                    phone?: string | null;
                    timezone?: string | null;
                    version: number;
                };
            };
        };
        responses: {
            /** @description Changes the profile. Refused when it has been changed since the given version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
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
    setAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In base64. */
                    image: string;
                };
            };
        };
        responses: {
            /** @description Stores the picture: a PNG, JPEG or WebP of at most 1 MiB. What it is, is read from its bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
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
    removeAvatar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes the picture. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Profile"];
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
    listPushSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The browsers that one is told in, even while Steward is closed there. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PushSubscription"][];
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
    subscribeToPush: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    endpoint: string;
                    keys: {
                        auth: string;
                        p256dh: string;
                    };
                };
            };
        };
        responses: {
            /** @description Lets this browser be told, by what it got from its push service. The address has to be a public one, over HTTPS. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscription"];
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
    unsubscribeFromPush: {
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
            /** @description Lets a browser be told no more. */
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
    testPush: {
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
            /** @description Sends something to a browser at once, and says what its push service answered. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        detail: string | null;
                        /** @enum {unknown} */
                        outcome: "sent" | "gone" | "refused";
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
    listQueries: {
        parameters: {
            query?: {
                after?: string;
                instanceId?: string;
                limit?: number;
                mine?: boolean;
                podId?: string;
                status?: string;
                text?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Queries that the caller may see, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["QuerySummary"][];
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
    submitQuery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    clonedFrom?: string;
                    comments?: string | null;
                    database: string;
                    fileName?: string | null;
                    /** @enum {unknown} */
                    form: "query" | "script";
                    /** Format: uuid */
                    instanceId: string;
                    /** @description Narrower than those of the instance. */
                    limits?: {
                        /** @description Bytes of a result as JSON. */
                        bytes?: number;
                        /** @description A change that meets more rows is rolled back. */
                        changedRows?: number;
                        /** @description How long it may wait for a lock, in milliseconds. */
                        lockMs?: number;
                        /** @description Rows of a result. */
                        rows?: number;
                        /** @description How long a query may take, in milliseconds. */
                        statementMs?: number;
                    };
                    recipients?: string[];
                    scheduleAt?: string | null;
                    text: string;
                    ticketUrl?: string | null;
                };
            };
        };
        responses: {
            /** @description Submits a query. It is executed at once, asked about, or refused, as policies and standing access have it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Query"];
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
    getQuery: {
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
            /** @description One query, with what review has to say about it. Its result is another question. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Query"];
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
    changeQuery: {
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
                    comments?: string | null;
                    database?: string;
                    recipients?: string[];
                    scheduleAt?: string | null;
                    text?: string;
                    ticketUrl?: string | null;
                    /** @description The version that was looked at; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Changes a query that is not executed yet. An approval that it had is void, and it is asked about anew. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Query"];
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
    cancelQuery: {
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
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Cancels a query, also while it is executed. For who submitted it and for those who may decide about it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Query"];
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
    listQueryComments: {
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
            /** @description What was said about a query, oldest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["QueryComment"][];
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
    commentOnQuery: {
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
                    text: string;
                };
            };
        };
        responses: {
            /** @description Says something about a query to everybody who sees it. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueryComment"];
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
    repeatQuery: {
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
                    comments?: string | null;
                    scheduleAt?: string | null;
                };
            };
        };
        responses: {
            /** @description Submits the same query once more, as the caller’s own; it is analysed and asked about anew. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Query"];
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
    readQueryResult: {
        parameters: {
            query?: {
                from?: number;
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
            /** @description Rows of a result, for who submitted the query, those who receive it and those who decide. Each look is a line of the audit log. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        columns: components["schemas"]["ResultColumn"][];
                        next: number | null;
                        rows: unknown[][];
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
    downloadQueryResult: {
        parameters: {
            query: {
                format: "csv" | "json" | "xlsx";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole result as a file. Each download is a line of the audit log. */
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
    undoQuery: {
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
                    comments?: string | null;
                };
            };
        };
        responses: {
            /** @description Asks to take back what a query changed, as far as the rows are still as it left them. This is a query of its own. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Query"];
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
    analyseQuery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    database: string;
                    /** @enum {unknown} */
                    form: "query" | "script";
                    /** Format: uuid */
                    instanceId: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description What a query would do, and what the policies would say to it. Nothing is stored and nothing executed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        analysis: components["schemas"]["QueryAnalysis"];
                        /** @enum {unknown} */
                        answer: "allow" | "ask" | "deny";
                        asks: string[];
                        grantId: string | null;
                        policies: components["schemas"]["PolicyReference"][];
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
    watchQueries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Which queries change, as it happens; of those that the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["QueryEvent"];
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
    reportFault: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Of the web app. */
                    build?: string;
                    message: string;
                    /** @description Of the page, without its query. */
                    path: string;
                    stack?: string;
                };
            };
        };
        responses: {
            /** @description Writes a fault of a page into the log of the server, so that whoever runs it finds it by the id that the person was shown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
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
    listRoleAssignments: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
                podId?: string;
                roleId?: string;
                userId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles that people were given beside the one they have as members, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RoleAssignment"][];
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
    assignRole: {
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
                    /** Format: uuid */
                    podId?: string;
                    /** Format: uuid */
                    roleId: string;
                    /** Format: uuid */
                    userId: string;
                };
            };
        };
        responses: {
            /** @description Gives a member a role, in the whole workspace or for one pod, for ever or until a time. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleAssignment"];
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
    endRoleAssignment: {
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
            /** @description Takes an assigned role away again, from the next request on. */
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
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The roles of the workspace: those that every workspace has, then its own by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Role"][];
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
    createRole: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string | null;
                    name: string;
                    permissions: ("workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage")[];
                };
            };
        };
        responses: {
            /** @description Makes a role of the workspace. It can hold only what its maker holds without end. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
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
    deleteRole: {
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
            /** @description Deletes a role of the workspace; whoever has it loses it at once. */
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
    changeRole: {
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
                    description?: string | null;
                    name?: string;
                    permissions?: ("workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage")[];
                    revision: number;
                };
            };
        };
        responses: {
            /** @description Changes a role of the workspace. Refused with `identity.role_changed_meanwhile` when somebody was quicker. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Role"];
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
    listRoleHolders: {
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
            /** @description Who has a role now, by which way and until when. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Holder"][];
                        more: boolean;
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
    listSavedFilters: {
        parameters: {
            query?: {
                page?: "workflows" | "executions" | "effects" | "queries";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s own saved filters in this workspace, and those that others share in it, by name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SavedFilter"][];
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
    createSavedFilter: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default false */
                    isShared?: boolean;
                    name: string;
                    /** @enum {unknown} */
                    page: "workflows" | "executions" | "effects" | "queries";
                    /** @description The query of the address of the list, without its question mark: `status=failed&text=invoice`. */
                    search: string;
                };
            };
        };
        responses: {
            /** @description Saves the filter of a list under a name; 100 at most per person and workspace. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
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
    deleteSavedFilter: {
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
            /** @description Deletes a saved filter. Shared ones are deleted by who made them and by who may manage members. */
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
    changeSavedFilter: {
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
                    isShared?: boolean;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Renames a saved filter, or shares it or ends that. Shared ones are changed by who made them and by who may manage members. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SavedFilter"];
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
    searchAll: {
        parameters: {
            query: {
                limit?: number;
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What there is under these words, best first: workflows (also by their nodes, tags and parameters), executions (by id, workflow, and the error of the newest 2 000 that failed), connections, approvals, queries and people; of each what the caller may see. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchHit"][];
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
    getSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether the signed-in person signs in with a second factor. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        isOn: boolean;
                        recoveryCodesLeft: number;
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
    beginSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Makes the secret for an authenticator app. It counts once a code of the app has confirmed it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        secret: string;
                        /** @description What a QR code holds (otpauth://). */
                        uri: string;
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
    endSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Switches the second factor off. Needs a fresh sign-in. */
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
    confirmSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                };
            };
        };
        responses: {
            /** @description Switches the second factor on, with a code of the app; gives the recovery codes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Each good once; shown in this answer and nowhere else. */
                        recoveryCodes: string[];
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
    renewRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Makes new recovery codes; the former ones are worthless from then on. Needs a fresh sign-in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Each good once; shown in this answer and nowhere else. */
                        recoveryCodes: string[];
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
            /** @description Signs in with a password; sets the session cookie, or asks for the second factor first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"] | components["schemas"]["SecondFactorAsked"];
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
    finishSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                    ticket: string;
                };
            };
        };
        responses: {
            /** @description Ends a sign-in that asked for the second factor, in the browser that began it; sets the session cookie. */
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
    getStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How the signed-in person can confirm that it is them. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        providers: {
                            kind: string;
                            label: string;
                            name: string;
                        }[];
                        ways: ("code" | "password" | "provider")[];
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
    stepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code: string;
                } | {
                    password: string;
                };
            };
        };
        responses: {
            /** @description Confirms that it is still the same person, for what asks for a fresh sign-in. The session gets a new secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        freshUntil: string;
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
    listSignInProviders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The providers by which people may sign in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SignInProvider"][];
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
    finishProviderVisit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    query: string;
                };
            };
        };
        responses: {
            /** @description Ends what was begun at a provider, in the browser that began it, with the query the provider sent it back with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        next: string | null;
                        outcome: {
                            /** @constant */
                            kind: "signed_in";
                            session: components["schemas"]["Session"];
                        } | {
                            /** @constant */
                            kind: "second_factor";
                            secondFactor: {
                                /** Format: date-time */
                                expiresAt: string;
                                ticket: string;
                                ways: ("totp" | "recovery_code")[];
                            };
                        } | {
                            /** @constant */
                            kind: "linked";
                        } | {
                            /** @constant */
                            kind: "stepped_up";
                        };
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
    startProviderLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begins to link an account at a provider to the signed-in person. Needs a fresh sign-in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the browser is to go now. */
                        url: string;
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
    startProviderSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    next?: string;
                };
            };
        };
        responses: {
            /** @description Begins a sign-in by a provider. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the browser is to go now. */
                        url: string;
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
    startProviderStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    next: string;
                };
            };
        };
        responses: {
            /** @description Begins to confirm by a linked provider that it is still the same person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Where the browser is to go now. */
                        url: string;
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
    getSignUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who can make an account here, and how long a password has to be. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {unknown} */
                        mode: "open" | "invitation" | "closed";
                        /** @description In characters. */
                        passwordLengthMin: number;
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
    signUp: {
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
                    name: string;
                };
            };
        };
        responses: {
            /** @description Sends a link by which an account can be made. Answers the same for an address that has one. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
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
    confirmSignUp: {
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
                    password: string;
                    token: string;
                };
            };
        };
        responses: {
            /** @description Makes the account that a link of sign-up is for, with a workspace of its own, and signs in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"] | components["schemas"]["SecondFactorAsked"];
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
    listSigningKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The keys that access tokens are signed with. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** Format: date-time */
                            createdAt: string;
                            /** Format: uuid */
                            id: string;
                            /** Format: date-time */
                            signsFrom: string;
                            trustedUntil: string | null;
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
    rotateSigningKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For a key that others may know: every access token signed so far is refused from now on. */
                    atOnce?: boolean;
                };
            };
        };
        responses: {
            /** @description Makes a new key for access tokens. */
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
    getSlack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Whether Slack is set up for this workspace, and whether the caller’s account is connected. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlackStanding"];
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
    checkSlack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sends a message to the channel, and says whose token it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        bot: string;
                        team: string;
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
    connectSlack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Connects the account in Slack that was given this one-time token with the caller. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SlackStanding"];
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
    disconnectSlack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the connection with the caller’s account in Slack away. */
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
    createTag: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    color?: string | null;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Makes a tag. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
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
    deleteTag: {
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
            /** @description Takes a tag away from every workflow, and deletes it. */
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
    changeTag: {
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
                    color?: string | null;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Gives a tag another name or colour, wherever it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tag"];
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
    listTasks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One’s own long work in this workspace: what is under way, and what has ended in the last day and was not put away. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Task"][];
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
    startTask: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    isCancellable?: boolean;
                    /** @enum {unknown} */
                    kind: "import" | "export" | "bulk" | "execution";
                    /** @description Names and numbers for the sentence that the web writes. */
                    parts?: {
                        [key: string]: string | number;
                    };
                    subject: string;
                    total?: number | null;
                };
            };
        };
        responses: {
            /** @description Notes long work that a program does by many calls, so that its person sees how far it has come. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
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
    dismissTask: {
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
            /** @description Puts away a task that has ended. */
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
    reportTask: {
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
                    done?: number;
                    error?: string;
                    failed?: number;
                    /** @description Of this installation. */
                    resultPath?: string;
                    /** @enum {unknown} */
                    state?: "running" | "done" | "failed" | "cancelled";
                    total?: number | null;
                };
            };
        };
        responses: {
            /** @description Says how far it has come, or how it ended. What says nothing for two minutes is taken for broken off. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
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
    cancelTask: {
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
            /** @description Asks that it stops. What is done already stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Task"];
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
    listTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Workflows to begin with; each can be executed as it is, without an account anywhere. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Template"][];
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
    getTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A template with its document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document: components["schemas"]["WorkflowDocument"];
                        template: components["schemas"]["Template"];
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
    createFromTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    folderId?: string | null;
                };
            };
        };
        responses: {
            /** @description Makes a draft of a template. */
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
    issueTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people see in their list, such as "Report script". */
                    client: string;
                    /** @description A random text that the client keeps on its device alone. */
                    device?: string;
                    scopes?: ("workflow:read" | "workflow:write" | "workflow:activate" | "execution:read" | "execution:start" | "execution:write" | "connection:read" | "connection:write" | "variable:read" | "variable:write" | "config:read" | "config:write" | "member:read" | "member:manage" | "role:manage" | "pod:manage" | "audit:read" | "api_key:manage" | "effect:decide" | "effect:override" | "policy:read" | "policy:manage" | "query:read" | "query:submit" | "query:decide" | "instance:manage" | "workspace:manage" | "workspace:own" | "installation:manage")[];
                };
            };
        };
        responses: {
            /** @description Gives a client an access token and a refresh token of the person who is signed in. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
    refreshTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people see in their list, such as "Report script". */
                    client: string;
                    /** @description A random text that the client keeps on its device alone. */
                    device?: string;
                    refreshToken: string;
                };
            };
        };
        responses: {
            /** @description Exchanges a refresh token for the next one and an access token. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tokens"];
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
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Ends an access token, or a refresh token with everything of its sign-in. Says the same of one that is none. */
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
    unlockAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Opens an account again that took no passwords for a while, by the link in the mail about it. */
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
    unsubscribeFromMails: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Ends the mails about what goes on, by the link in one of them. */
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
    invalidateTokensOf: {
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
            /** @description Ends every access and refresh token of somebody. */
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
    listTokenClients: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clients that hold tokens of the person who asks. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TokenClient"][];
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
    revokeTokenClient: {
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
            /** @description Ends all tokens of one client. */
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
    invalidateMyTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends every access and refresh token of the person who asks. */
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
    listVariables: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The variables of the workspace and of the person who asks; secret ones without their values. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Variable"][];
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
    createVariable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string | null;
                    /** @description Letters, digits and _, not beginning with a digit. */
                    name: string;
                    /** @enum {unknown} */
                    scope: "workflow" | "global" | "user";
                    secret?: boolean;
                    value: string;
                    workflowId?: string | null;
                };
            };
        };
        responses: {
            /** @description Makes a variable. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
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
    deleteVariable: {
        parameters: {
            query: {
                version: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a variable. Workflows that read it find nothing from then on. */
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
    changeVariable: {
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
                    description?: string | null;
                    /** @description Letters, digits and _, not beginning with a digit. */
                    name?: string;
                    secret?: boolean;
                    value?: string;
                    /** @description The version that was seen; another one is refused. */
                    version: number;
                };
            };
        };
        responses: {
            /** @description Changes a variable; what is left out stays. A secret one stays secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Variable"];
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
                folder?: string | "none";
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
                    /** @description The revision that was changed; it covers the draft up to there. */
                    baseRevision?: number;
                    baseVersion: number;
                    document: components["schemas"]["WorkflowDocument"];
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Saves a new version. Refused with `workflow.version_conflict` when somebody saved in between, and where there is a draft of which `baseRevision` does not know. */
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
            /** @description Publishes the newest version: its webhooks and schedules go live at once. It is refused where it does otherwise than a recording, and waits where a policy asks somebody first (`review`). */
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
    readChanges: {
        parameters: {
            query: {
                since: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What has changed in the draft since a revision. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["StoredChange"][] | null;
                        /** @description Of the changes that were sent: those that were not taken, and why. What is neither here nor among `changes` was taken when it was sent before. */
                        refused: {
                            id: string;
                            reason: string;
                        }[];
                        /** @description Of the draft as it is now; it grows by one with each change. */
                        revision: number;
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
    editWorkflow: {
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
                    changes: components["schemas"]["DraftChange"][];
                    /** @description Names an open page, not a person. */
                    client: string;
                    /** @description The revision that the page knows. */
                    since: number;
                };
            };
        };
        responses: {
            /** @description Adds changes to the draft, which is what lies above the newest saved version. The server puts the changes of all in one order; of two that set the same property the later one wins. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["StoredChange"][] | null;
                        /** @description Of the changes that were sent: those that were not taken, and why. What is neither here nor among `changes` was taken when it was sent before. */
                        refused: {
                            id: string;
                            reason: string;
                        }[];
                        /** @description Of the draft as it is now; it grows by one with each change. */
                        revision: number;
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
    compareVersions: {
        parameters: {
            query?: {
                from?: number;
                to?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What makes one version behave otherwise than another: nodes, settings, connections, variables, called workflows, effects. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        comparison: components["schemas"]["DocumentComparison"];
                        from: number | null;
                        to: number;
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
                    /** @description With `until`: what nodes gave in this execution is taken over where nothing has changed since. */
                    from?: {
                        /** Format: uuid */
                        executionId: string;
                    };
                    /** @description `json` of the items the trigger gives. */
                    items?: {
                        [key: string]: unknown;
                    }[];
                    /** @description With `until`: that node alone. It is given `items`, else what came to it in the execution of `from`, else what the nodes before it gave there. */
                    only?: boolean;
                    /** @description Name of the trigger node; else the manual trigger, else the first. */
                    trigger?: string;
                    /** @description Id of a node: what leads to it is executed, and the node, and nothing after it. */
                    until?: string;
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
    planWorkflow: {
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
                    document?: components["schemas"]["WorkflowDocument"];
                    from?: {
                        /** Format: uuid */
                        executionId: string;
                    };
                    /** @description `json` of the items the trigger gives; one empty item without it. */
                    items?: {
                        [key: string]: unknown;
                    }[];
                    only?: boolean;
                    /** Format: uuid */
                    recording?: string;
                    /** @description Name of the trigger node; else the manual trigger, else the first. */
                    trigger?: string;
                    until?: string;
                };
            };
        };
        responses: {
            /** @description Works out every effect that an execution would have, with its values and what the policies say to it. Pure and reading nodes are executed; nothing is written, sent, paid, deleted or started. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPlan"];
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
    showPresence: {
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
                    /** @description Names an open page, not a person. */
                    client: string;
                    isLeaving?: boolean;
                    nodeId?: string | null;
                };
            };
        };
        responses: {
            /** @description Tells that a page has the workflow open, to be said again every ten seconds; answers who else has. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: components["schemas"]["Presence"][];
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
    previewExpressions: {
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
                    /** Format: uuid */
                    executionId?: string;
                    /** @description As parameters hold them: a text, whose leading `=` may be missing. */
                    expressions: {
                        key: string;
                        text: string;
                    }[];
                    itemIndex?: number;
                    /** @description Id of the node, in the workflow as it is drawn now. */
                    node: string;
                    /** @description Which execution of the node; the last one without it. */
                    runIndex?: number;
                };
            };
        };
        responses: {
            /** @description What expressions of a node would give, worked out on the items of an execution and on pinned ones. Nothing is called, and secret variables are not shown. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many items the node is given. */
                        items: number;
                        results: components["schemas"]["PreviewResult"][];
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
    listRecordings: {
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
            /** @description Executions against which every new version is rehearsed before it is published. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Recording"][];
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
    setRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                executionId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Takes an execution that is over into the recordings of its workflow, or names it anew. At most 20. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recording"];
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
    removeRecording: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                executionId: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes an execution out of the recordings. The execution stays. */
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
    rehearseVersion: {
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
            /** @description Replays the recordings on a version (the newest without one). Nothing is called and nothing stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rehearsal"];
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
    acceptDifferences: {
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
                    hash: string;
                    reason: string;
                    version: number;
                };
            };
        };
        responses: {
            /** @description Says that the differences of a rehearsal are meant, so that the version can be published. */
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
    saveVersion: {
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
                    note?: string;
                };
            };
        };
        responses: {
            /** @description Makes a version of the draft, which is what starting and publishing take. Where nothing has changed the newest version stays. */
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
    convertWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    content: string;
                };
            };
        };
        responses: {
            /** @description Reads a workflow, or some nodes of one, in Steward's or n8n's format (detected), and gives it back in both. Nothing is stored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        document: components["schemas"]["WorkflowDocument"];
                        /** @description What n8n imports, or pastes onto its canvas. */
                        n8n: unknown;
                        /** @description What was chosen, changed or left out. */
                        notices: string[];
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
    moveWorkflows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    folderId: string | null;
                    ids: string[];
                };
            };
        };
        responses: {
            /** @description Puts workflows into a folder, or into none. Those that are not there any more are left out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        moved: string[];
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
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspace that the request is made in, with its profile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
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
    changeWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string | null;
                    /** Format: date-time */
                    expectedUpdatedAt?: string;
                    name?: string;
                    profile?: {
                        businessHours?: components["schemas"]["BusinessHours"] | null;
                        companySize?: ("1" | "2-10" | "11-50" | "51-200" | "201-1000" | "1001+") | null;
                        currency?: string | null;
                        industry?: string | null;
                        language?: string | null;
                        timezone?: string | null;
                        website?: string | null;
                    };
                    slug?: string | null;
                    /** @enum {unknown} */
                    visibility?: "PRIVATE" | "PUBLIC";
                };
            };
        };
        responses: {
            /** @description Changes name, address, visibility and profile; what is left out stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
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
    listWorkspaceApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The API keys of members that open this workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            key: components["schemas"]["ApiKey"];
                            owner: {
                                /** Format: uuid */
                                id: string;
                                name: string;
                            };
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
    deleteWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The name of the workspace, to be sure. */
                    name: string;
                };
            };
        };
        responses: {
            /** @description Deletes the workspace: nothing in it runs from now on, and in 14 days it is gone. Till then it can be restored. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        purgeAt: string;
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
    leaveWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: uuid
                     * @description The workspace of the request once more, to be sure.
                     */
                    workspaceId: string;
                };
            };
        };
        responses: {
            /** @description Ends the membership of the signed-in person. The last owner cannot leave. */
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
    setWorkspaceLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In base64. */
                    image: string;
                };
            };
        };
        responses: {
            /** @description Stores the logo: a PNG, JPEG or WebP of at most 1 MiB. What it is, is read from its bytes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        logo: string;
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
    removeWorkspaceLogo: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes the logo. */
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
    offerOwnership: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: uuid */
                    userId: string;
                };
            };
        };
        responses: {
            /** @description Offers the workspace to another member, who has seven days to accept. A former offer is withdrawn. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
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
    endTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Withdraws the offer, or declines it. */
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
    acceptOwnership: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes the workspace over. Who offered it stays an admin. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
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
    listWorkspaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The workspaces of the signed-in person, and those of theirs that are about to be deleted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["WorkspaceListed"][];
                        mayCreate: boolean;
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
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    name: string;
                };
            };
        };
        responses: {
            /** @description Makes a workspace, of which the signed-in person is the owner. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceListed"];
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
    showWorkspaceLogo: {
        parameters: {
            query?: {
                v?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The logo, as a picture. */
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
    restoreWorkspace: {
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
            /** @description Brings a deleted workspace back, by an owner of it or an administrator of the installation. */
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
    listPublicWorkspaces: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Workspaces that let everybody know that they exist, so that people know whom to ask for an invitation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            description: string | null;
                            /** Format: uuid */
                            id: string;
                            industry: string | null;
                            isMember: boolean;
                            logo: string | null;
                            name: string;
                            owner: string;
                        }[];
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
}
