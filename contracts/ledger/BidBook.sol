// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IParticipantRegistry} from "../interfaces/IParticipantRegistry.sol";
import {ITenderLedger} from "../interfaces/ITenderLedger.sol";
import {BidSlot, BidSlots} from "../libraries/BidSlots.sol";
import {Roles} from "../libraries/Roles.sol";
import {Seals} from "../libraries/Seals.sol";
import {TenderState} from "../libraries/TenderStates.sol";
import {TenderStatements} from "../libraries/TenderStatements.sol";
import {TenderTerms} from "../libraries/TenderTerms.sol";
import {BidPolicy, BidStatus} from "../types/Types.sol";
import {TenderFacts} from "./TenderFacts.sol";

/// @title Sealed bids: one slot each, for many tenders at once
abstract contract BidBook is TenderFacts {
    /// @dev What one bid's signature check may cost. A contract signer that burns more is refused alone.
    uint256 private constant CHECK_GAS = 500_000;

    /// @inheritdoc ITenderLedger
    function submitBids(SignedBid[] calldata bids) external returns (SubmitResult[] memory results) {
        if (bids.length == 0) revert EmptyBatch();
        results = new SubmitResult[](bids.length);
        for (uint256 i; i < bids.length; ++i) results[i] = _submit(bids[i]);
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

        if (t.bids_[bid.bidder].status() == BidStatus.None) ++t.bids;
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

    function _refusalOf(TenderState storage t, Bid calldata bid) private view returns (SubmitResult) {
        if (t.termsVersion == 0) return SubmitResult.UnknownTender;
        if (t.cancelledAt != 0) return SubmitResult.NotBidding;
        if (block.timestamp < t.terms.schedule.biddingAt) return SubmitResult.NotYetOpen;
        if (block.timestamp >= t.terms.schedule.closingAt) return SubmitResult.TooLate;
        if (bid.termsVersion != t.termsVersion) return SubmitResult.WrongTermsVersion;
        if (block.timestamp > bid.validUntil) return SubmitResult.Expired;
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
        if (t.terms.bidPolicy == BidPolicy.OneShot) return SubmitResult.AlreadyBid;
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
}
