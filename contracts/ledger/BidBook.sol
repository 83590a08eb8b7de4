// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {BidSlot, BidSlots} from "../libraries/BidSlots.sol";
import {Roles} from "../libraries/Roles.sol";
import {Seals} from "../libraries/Seals.sol";
import {TenderState, TenderStates} from "../libraries/TenderStates.sol";
import {TenderStatements} from "../libraries/TenderStatements.sol";
import {TenderTerms} from "../libraries/TenderTerms.sol";
import {Authorization, BidPolicy, BidStatus, ParticipantId, TenderId} from "../types/Types.sol";
import {TenderFacts} from "./TenderFacts.sol";

/// @title Sealed bids until the opening: submit, confirm, withdraw
abstract contract BidBook is TenderFacts {
    /// @dev What one bid's signature check may cost. A contract signer that burns more is refused alone.
    uint256 private constant CHECK_GAS = 500_000;

    /// @inheritdoc ITenderLedger
    function submitBids(SignedBid[] calldata bids) external returns (SubmitResult[] memory results) {
        if (bids.length == 0) revert EmptyBatch();
        results = new SubmitResult[](bids.length);
        for (uint256 i; i < bids.length; ++i) results[i] = _submit(bids[i]);
    }

    /// @inheritdoc ITenderLedger
    function confirmBid(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.confirmBid(tender, termsVersion, bidder, sequence);
        (TenderState storage t, bytes32 statement) = _beginOfBidder(
            tender,
            bidder,
            TenderStates.BIDDING,
            structHash,
            authorization
        );
        if (termsVersion != t.termsVersion) revert WrongTermsVersion(tender, t.termsVersion, termsVersion);
        BidSlot slot = _requireSealed(t, tender, bidder, sequence);
        if (slot.termsVersion() == termsVersion) revert BidStands(tender, bidder);

        t.bids_[bidder] = slot.withTermsVersion(termsVersion);
        --t.aside;
        emit BidConfirmed(tender, bidder, termsVersion, sequence, statement, t.extend(statement));
    }

    /// @inheritdoc ITenderLedger
    function requestWithdrawal(
        TenderId tender,
        uint16 termsVersion,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.requestWithdrawal(
            tender,
            termsVersion,
            bidder,
            sequence,
            document
        );
        (TenderState storage t, bytes32 statement) = _beginOfBidder(
            tender,
            bidder,
            TenderStates.BEFORE_OPENING,
            structHash,
            authorization
        );
        if (termsVersion != t.termsVersion) revert WrongTermsVersion(tender, t.termsVersion, termsVersion);
        BidSlot slot = _requireSealed(t, tender, bidder, sequence);
        // A bid that was set aside needs no withdrawal: its bidder just does not confirm it.
        if (slot.termsVersion() != termsVersion) {
            revert WrongTermsVersion(tender, termsVersion, slot.termsVersion());
        }
        if (_isWithdrawalRequested(t, bidder, slot)) revert AlreadyRequested(tender, bidder);
        if (document == 0) revert ReasonMissing(tender);

        t.withdrawals[bidder] = TenderStates.withdrawalOf(sequence, termsVersion);
        emit WithdrawalRequested(
            tender,
            bidder,
            termsVersion,
            sequence,
            document,
            statement,
            t.extend(statement)
        );
    }

    /// @inheritdoc ITenderLedger
    function grantWithdrawal(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 sequence,
        bytes32 document,
        ParticipantId author,
        Authorization calldata authorization
    ) external {
        bytes32 structHash = TenderStatements.grantWithdrawal(
            tender,
            act,
            bidder,
            sequence,
            document,
            author
        );
        (TenderState storage t, bytes32 statement) = _beginActBy(
            author,
            tender,
            act,
            TenderStates.BEFORE_OPENING,
            structHash,
            authorization
        );
        BidSlot slot = _requireSealed(t, tender, bidder, sequence);
        // A bid whose withdrawal is requested stands: an amendment would have voided the request.
        if (!_isWithdrawalRequested(t, bidder, slot)) revert NotRequested(tender, bidder);
        if (document == 0) revert ReasonMissing(tender);

        ++t.aside;
        ++t.opened;
        t.bids_[bidder] = slot.toWithdrawn();
        emit BidWithdrawn(tender, bidder, act, sequence, document, author, statement, t.extend(statement));
    }

    function _submit(SignedBid calldata signed) private returns (SubmitResult result) {
        Bid calldata bid = signed.bid;
        TenderState storage t = _tenders[bid.tender];
        bytes32 statement = _hashTypedDataV4(TenderStatements.submitBid(bid));
        IParticipantRegistry.Check check;
        result = _refusalOf(t, bid);
        if (result == SubmitResult.Accepted) {
            check = _check(signed, statement);
            if (check != IParticipantRegistry.Check.Ok) result = SubmitResult.Unauthorized;
        }
        if (result != SubmitResult.Accepted) {
            emit BidRefused(bid.tender, bid.bidder, result, check, statement);
            return result;
        }

        _count(t, t.bids_[bid.bidder]);
        uint32 number = t.accepted++;
        t.bids_[bid.bidder] = BidSlots.fromSeal(bid.termsVersion, bid.sequence, Seals.hashOf(bid.seal));
        emit BidAccepted(
            bid.tender,
            bid.bidder,
            number,
            bid.termsVersion,
            bid.sequence,
            bid.seal,
            bid.attachments,
            statement,
            t.extend(statement)
        );
    }

    /// @dev A bid counts its bidder once; one that replaces a bid for older terms makes the bidder's bid stand again.
    function _count(TenderState storage t, BidSlot before) private {
        if (before.status() == BidStatus.None) ++t.bids;
        else if (before.termsVersion() != t.termsVersion) --t.aside;
    }

    function _refusalOf(TenderState storage t, Bid calldata bid) private view returns (SubmitResult) {
        if (t.termsVersion == 0) return SubmitResult.UnknownTender;
        if (t.cancelledAt != 0) return SubmitResult.NotBidding;
        if (block.timestamp < t.terms.schedule.biddingAt) return SubmitResult.NotYetOpen;
        if (block.timestamp >= t.terms.schedule.closingAt) return SubmitResult.TooLate;
        if (bid.termsVersion != t.termsVersion) return SubmitResult.WrongTermsVersion;
        if (block.timestamp > bid.validUntil) return SubmitResult.Expired;
        // Even if the registrar gave it the role: who knows the documents first and judges the others does not compete with them.
        if (bid.bidder == t.agency) return SubmitResult.OwnTender;
        if (bid.keyHash != t.keyHash) return SubmitResult.WrongKey;
        if (!Seals.isWellFormed(bid.seal)) return SubmitResult.BadPoint;
        return _sequenceRefusalOf(t, bid);
    }

    function _sequenceRefusalOf(TenderState storage t, Bid calldata bid) private view returns (SubmitResult) {
        BidSlot slot = t.bids_[bid.bidder];
        if (slot.status() == BidStatus.None) {
            if (bid.sequence != 0) return SubmitResult.WrongSequence;
            return t.bids < TenderTerms.MAX_BIDS ? SubmitResult.Accepted : SubmitResult.TenderFull;
        }
        if (slot.status() == BidStatus.Withdrawn) return SubmitResult.Barred;
        // A bid for older terms may be replaced by one for the present ones, whatever the policy.
        if (t.terms.bidPolicy == BidPolicy.OneShot && slot.termsVersion() == bid.termsVersion) {
            return SubmitResult.AlreadyBid;
        }
        bool isNext = uint256(bid.sequence) == uint256(slot.sequence()) + 1;
        return isNext ? SubmitResult.Accepted : SubmitResult.WrongSequence;
    }

    function _check(
        SignedBid calldata signed,
        bytes32 statement
    ) private view returns (IParticipantRegistry.Check) {
        // With less, the check could fail for want of gas, and an honest bid would stand there as badly signed (SWC-126).
        if (gasleft() < CHECK_GAS + CHECK_GAS / 16) revert TooLittleGas(gasleft());
        try
            _registry.check{gas: CHECK_GAS}(
                signed.bid.bidder,
                Roles.SUPPLIER,
                statement,
                signed.authorization
            )
        returns (IParticipantRegistry.Check check) {
            return check;
        } catch {
            return IParticipantRegistry.Check.BadSignature;
        }
    }

    /// @dev The bidder's bid of this number, still sealed.
    function _requireSealed(
        TenderState storage t,
        TenderId tender,
        ParticipantId bidder,
        uint16 sequence
    ) private view returns (BidSlot slot) {
        slot = t.bids_[bidder];
        if (slot.status() != BidStatus.Sealed) revert NoSealedBid(tender, bidder);
        if (sequence != slot.sequence()) revert WrongSequence(tender, bidder, slot.sequence(), sequence);
    }
}
