// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITenderLedger} from "../../../contracts/interfaces/ITenderLedger.sol";
import {Authorization, BidStatus, ParticipantId, TenderId} from "../../../contracts/types/Types.sol";
import {Notices} from "./Notices.sol";

/// @dev What bidders do before the opening, and the agency's answer to one who wants out.
abstract contract Bidding is Notices {
    /// @dev Sends bids in one batch, for this tender or others; the same bidder may stand in it twice.
    function _submit(uint256[] memory tenders, uint64[] memory bidders) internal {
        ITenderLedger.SignedBid[] memory batch = new ITenderLedger.SignedBid[](tenders.length);
        Draft[] memory drafts = new Draft[](tenders.length);
        bytes32[] memory statements = new bytes32[](tenders.length);
        for (uint256 k; k < tenders.length; ++k) {
            drafts[k] = _draftOf(tenders[k], bidders[k]);
            batch[k].bid = _bidFor(tenders[k], bidders[k], drafts[k]);
            statements[k] = _digests.digest(_statements.submitBid(batch[k].bid));
            batch[k].authorization = _sign(bidders[k], statements[k]);
        }
        bytes memory data = abi.encodeCall(_ledger.submitBids, (batch));
        (bool sent, bytes memory answer) = _call(Verb.Submit, tenders[0], address(_ledger), data);
        if (!sent) return;
        ITenderLedger.SubmitResult[] memory results = abi.decode(answer, (ITenderLedger.SubmitResult[]));
        for (uint256 k; k < results.length; ++k) {
            if (results[k] != ITenderLedger.SubmitResult.Accepted) continue;
            if (_forging) revert Broken("I8 a forged statement took effect", _tenders[tenders[k]].id);
            _requireMayBid(tenders[k], bidders[k]);
            _drafts[tenders[k]][bidders[k]] = drafts[k];
            ++_tenders[tenders[k]].accepted;
            _extend(tenders[k], statements[k]);
        }
        for (uint256 k; k < tenders.length; ++k) _watch(tenders[k], Verb.Submit);
    }

    function _requireMayBid(uint256 i, uint64 bidder) private view {
        Ghost storage g = _tenders[i];
        if (bidder == _agencyOf(i)) revert Broken("I16 an agency bid in its own tender", g.id);
        bool open =
            block.timestamp >= g.terms.schedule.biddingAt && block.timestamp < g.terms.schedule.closingAt;
        if (!open) revert Broken("I16 a bid outside the bidding", g.id);
    }

    function _submitOne(uint256 i, uint64 bidder) internal {
        (uint256[] memory tenders, uint64[] memory bidders) = (new uint256[](1), new uint64[](1));
        (tenders[0], bidders[0]) = (i, bidder);
        _submit(tenders, bidders);
    }

    function _bidFor(
        uint256 i,
        uint64 bidder,
        Draft memory draft
    ) private view returns (ITenderLedger.Bid memory) {
        ITenderLedger.BidRecord memory record = _bidOf(i, bidder);
        draft.sequence = record.status == BidStatus.None ? 0 : record.sequence + 1;
        return
            ITenderLedger.Bid({
                tender: _tenders[i].id,
                termsVersion: _versionOf(i),
                bidder: ParticipantId.wrap(bidder),
                sequence: draft.sequence,
                keyHash: _keys.keyHashOf(_keyOfTender(i)),
                seal: draft.seal,
                attachments: "attachments",
                validUntil: uint48(block.timestamp + 1 hours)
            });
    }

    function _confirmBid(uint256 i, uint64 bidder) internal returns (bool) {
        uint16 sequence = _bidOf(i, bidder).sequence;
        ParticipantId id = ParticipantId.wrap(bidder);
        bytes32 statement = _digests.digest(
            _statements.confirmBid(_tenders[i].id, _versionOf(i), id, sequence)
        );
        bytes memory data = abi.encodeCall(
            _ledger.confirmBid,
            (_tenders[i].id, _versionOf(i), id, sequence, _sign(bidder, statement))
        );
        return _send(Verb.Confirm, i, data, statement, false);
    }

    function _requestWithdrawal(uint256 i, uint64 bidder) internal returns (bool) {
        uint16 sequence = _bidOf(i, bidder).sequence;
        ParticipantId id = ParticipantId.wrap(bidder);
        bytes32 statement = _digests.digest(
            _statements.requestWithdrawal(_tenders[i].id, _versionOf(i), id, sequence, "why")
        );
        bytes memory data = abi.encodeCall(
            _ledger.requestWithdrawal,
            (_tenders[i].id, _versionOf(i), id, sequence, "why", _sign(bidder, statement))
        );
        return _send(Verb.RequestWithdrawal, i, data, statement, false);
    }

    /// @dev The agency grants it, or the registrar; now and then somebody tries who may not.
    function _grantWithdrawal(uint256 i, uint64 bidder) internal returns (bool accepted) {
        uint64 author = _oneIn(3) ? REGISTRAR : _agencyOf(i);
        if (_oneIn(8)) author = _oneIn(2) ? bidder : AGENCY + BIDDING_AGENCY - _agencyOf(i);
        uint16 sequence = _bidOf(i, bidder).sequence;
        bytes memory data;
        bytes32 statement;
        {
            (TenderId tender, uint32 act) = (_tenders[i].id, _actOf(i));
            (ParticipantId who, ParticipantId by) = (ParticipantId.wrap(bidder), ParticipantId.wrap(author));
            statement = _digests.digest(_statements.grantWithdrawal(tender, act, who, sequence, "why", by));
            Authorization memory signed = _sign(author, statement);
            data = abi.encodeCall(_ledger.grantWithdrawal, (tender, act, who, sequence, "why", by, signed));
        }
        accepted = _send(Verb.GrantWithdrawal, i, data, statement, true);
        if (accepted && author != REGISTRAR && author != _agencyOf(i)) {
            revert Broken("I8 a withdrawal granted by somebody else", _tenders[i].id);
        }
    }

    function _versionOf(uint256 i) internal view returns (uint16) {
        return _ledger.tenderOf(_tenders[i].id).termsVersion;
    }
}
