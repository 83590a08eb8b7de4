// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BidStatus, Invalidity, ParticipantId, Verdict} from "../types/Types.sol";

/// @dev One bid in one storage slot. The opened record overwrites the sealed one, so a bid costs one new slot in its whole life.
///
/// bits      sealed             opened
///   0..7    status             status
///   8..23   terms version      terms version
///  24..39   sequence           sequence
///  40..255  seal hash (216)     40..47 invalidity, 48..55 verdict, 56..151 price, 152..215 next in line, 216..231 score
type BidSlot is uint256;

using BidSlots for BidSlot global;

library BidSlots {
    uint256 private constant HEAD = (1 << 40) - 1;

    function fromSeal(
        uint16 termsVersion_,
        uint16 sequence_,
        bytes27 sealHash_
    ) internal pure returns (BidSlot) {
        uint256 head = uint256(BidStatus.Sealed) | (uint256(termsVersion_) << 8) | (uint256(sequence_) << 24);
        return BidSlot.wrap(head | (uint256(uint216(sealHash_)) << 40));
    }

    function toValid(BidSlot slot, uint96 price_) internal pure returns (BidSlot) {
        return BidSlot.wrap(_head(slot, BidStatus.Valid) | (uint256(price_) << 56));
    }

    function toInvalid(BidSlot slot, Invalidity invalidity_) internal pure returns (BidSlot) {
        return BidSlot.wrap(_head(slot, BidStatus.Invalid) | (uint256(invalidity_) << 40));
    }

    function toRejected(BidSlot slot, Verdict verdict_) internal pure returns (BidSlot) {
        uint256 price_ = uint256(slot.price()) << 56;
        return BidSlot.wrap(_head(slot, BidStatus.Rejected) | (uint256(verdict_) << 48) | price_);
    }

    function toAcceptable(BidSlot slot, ParticipantId next_) internal pure returns (BidSlot) {
        uint256 price_ = uint256(slot.price()) << 56;
        return
            BidSlot.wrap(
                _head(slot, BidStatus.Acceptable) | price_ | (uint256(ParticipantId.unwrap(next_)) << 152)
            );
    }

    function toWithdrawn(BidSlot slot) internal pure returns (BidSlot) {
        return BidSlot.wrap(_head(slot, BidStatus.Withdrawn) | (uint256(Invalidity.Withdrawn) << 40));
    }

    function withTermsVersion(BidSlot slot, uint16 version) internal pure returns (BidSlot) {
        return
            BidSlot.wrap(
                (BidSlot.unwrap(slot) & ~(uint256(type(uint16).max) << 8)) | (uint256(version) << 8)
            );
    }

    function withStatus(BidSlot slot, BidStatus status_) internal pure returns (BidSlot) {
        return BidSlot.wrap((BidSlot.unwrap(slot) & ~uint256(0xff)) | uint256(status_));
    }

    /// @dev The word of a review: the score stands with the qualification that rests on it, otherwise zero.
    function toReviewed(BidSlot slot, BidStatus status_, uint16 score_) internal pure returns (BidSlot) {
        uint256 others = BidSlot.unwrap(slot.withStatus(status_)) & ~(uint256(type(uint16).max) << 216);
        return BidSlot.wrap(others | (uint256(score_) << 216));
    }

    function status(BidSlot slot) internal pure returns (BidStatus) {
        return BidStatus(uint8(BidSlot.unwrap(slot)));
    }

    function termsVersion(BidSlot slot) internal pure returns (uint16) {
        return uint16(BidSlot.unwrap(slot) >> 8);
    }

    function sequence(BidSlot slot) internal pure returns (uint16) {
        return uint16(BidSlot.unwrap(slot) >> 24);
    }

    function sealHash(BidSlot slot) internal pure returns (bytes27) {
        return bytes27(uint216(BidSlot.unwrap(slot) >> 40));
    }

    function invalidity(BidSlot slot) internal pure returns (Invalidity) {
        return Invalidity(uint8(BidSlot.unwrap(slot) >> 40));
    }

    function verdict(BidSlot slot) internal pure returns (Verdict) {
        return Verdict(uint8(BidSlot.unwrap(slot) >> 48));
    }

    function price(BidSlot slot) internal pure returns (uint96) {
        return uint96(BidSlot.unwrap(slot) >> 56);
    }

    function next(BidSlot slot) internal pure returns (ParticipantId) {
        return ParticipantId.wrap(uint64(BidSlot.unwrap(slot) >> 152));
    }

    /// @dev In hundredths of a point.
    function score(BidSlot slot) internal pure returns (uint16) {
        return uint16(BidSlot.unwrap(slot) >> 216);
    }

    function _head(BidSlot slot, BidStatus status_) private pure returns (uint256) {
        return BidSlot.unwrap(slot.withStatus(status_)) & HEAD;
    }
}
