// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAwardRule} from "../interfaces/IAwardRule.sol";
import {IOpeningKeys} from "../interfaces/IOpeningKeys.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {
    KeyId,
    ParticipantId,
    ReserveKind,
    Retender,
    Schedule,
    Seal,
    TenderId,
    Terms
} from "../types/Types.sol";
import {NoticeStatements} from "./NoticeStatements.sol";
import {Seals} from "./Seals.sol";
import {TenderState, TenderStates} from "./TenderStates.sol";
import {TenderTerms} from "./TenderTerms.sol";
import {TermsChanges} from "./TermsChanges.sol";

/// @dev The notice of a tender (공고), its amendment (정정공고), its postponement and its repetition (재공고). The public functions are
/// the ledger's verbs of the same name and the struct hashes of their statements, called by delegatecall to keep the ledger within
/// the limit on contract code.
library TenderNotices {
    // ----------------------------------------------------------------------------------------------- struct hashes

    function hashOfAnnounce(
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal
    ) public pure returns (bytes32) {
        return NoticeStatements.announce(agency, terms, key, reserveSeal);
    }

    function hashOfAmend(
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata reserveSeal
    ) public pure returns (bytes32) {
        return NoticeStatements.amend(tender, act, terms, reserveSeal);
    }

    function hashOfPostpone(
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document
    ) public pure returns (bytes32) {
        return NoticeStatements.postpone(tender, act, schedule, reason, document);
    }

    // ------------------------------------------------------------------------------------------------------- verbs

    function announce(
        mapping(TenderId tender => TenderState state) storage tenders,
        TenderId tender,
        ParticipantId agency,
        Terms calldata terms,
        KeyId key,
        Seal calldata reserveSeal,
        bytes32 statement,
        IAwardRule[] storage rules,
        IOpeningKeys keys
    ) public {
        TenderState storage t = tenders[tender];
        if (t.termsVersion != 0) revert ITenderLedger.AlreadyAnnounced(tender);
        TenderTerms.check(terms, reserveSeal, rules);
        if (TenderId.unwrap(terms.predecessor) != 0) {
            TenderState storage predecessor = tenders[terms.predecessor];
            _requireRepeatable(predecessor, agency, terms, keys);
            predecessor.successor = tender;
        }

        t.agency = agency;
        t.key = key;
        t.keyHash = keys.keyHashOf(key);
        _write(t, terms, reserveSeal);
        emit ITenderLedger.Announced(tender, agency, key, terms, reserveSeal, statement, t.extend(statement));
        keys.assign(key, tender);
    }

    function amend(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        Terms calldata terms,
        Seal calldata reserveSeal,
        bytes32 statement,
        IAwardRule[] storage rules
    ) public {
        TenderTerms.check(terms, reserveSeal, rules);
        TermsChanges.requireAmendment(tender, t.terms, terms);

        _write(t, terms, reserveSeal);
        // Nobody is bound to terms that it has not signed: every bid steps aside until its bidder confirms or replaces it.
        t.aside = t.bids;
        emit ITenderLedger.Amended(
            tender,
            act,
            t.termsVersion,
            terms,
            reserveSeal,
            statement,
            t.extend(statement)
        );
    }

    function postpone(
        TenderState storage t,
        TenderId tender,
        uint32 act,
        Schedule calldata schedule,
        uint16 reason,
        bytes32 document,
        bytes32 statement
    ) public {
        if (reason == 0 || document == 0) revert ITenderLedger.ReasonMissing(tender);
        if (!TenderTerms.isSchedule(schedule)) revert ITenderLedger.InvalidTerms("schedule");
        TermsChanges.requirePostponement(tender, t.terms.schedule, schedule);

        t.terms.schedule = schedule;
        emit ITenderLedger.Postponed(tender, act, schedule, reason, document, statement, t.extend(statement));
    }

    // ----------------------------------------------------------------------------------------------------- private

    /// @dev Writes the next version of the terms.
    function _write(TenderState storage t, Terms calldata terms, Seal calldata reserveSeal) private {
        t.terms = terms;
        ++t.termsVersion;
        if (terms.reserve.kind == ReserveKind.Single) t.reserveSealHash = Seals.hashOf(reserveSeal);
    }

    /// @dev One tender is repeated once, by its own agency: so the chain of re-tenders shows how often a need was tendered.
    function _requireRepeatable(
        TenderState storage t,
        ParticipantId agency,
        Terms calldata terms,
        IOpeningKeys keys
    ) private view {
        TenderId tender = terms.predecessor;
        if (t.termsVersion == 0) revert ITenderLedger.UnknownTender(tender);
        if (t.agency != agency) revert ITenderLedger.NotOwnTender(tender, t.agency, agency);
        t.requirePhases(tender, TenderStates.WITHOUT_RESULT, keys);
        if (TenderId.unwrap(t.successor) != 0) revert ITenderLedger.AlreadyRepeated(tender, t.successor);
        if (t.terms.retender == Retender.TimesOnly) TermsChanges.requireRetender(tender, t.terms, terms);
    }
}
