// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BidSlot, BidSlots} from "../../contracts/libraries/BidSlots.sol";
import {BidStatus, Invalidity, ParticipantId, Verdict} from "../../contracts/types/Types.sol";
import {Fuzz} from "./support/Fuzz.sol";

contract BidSlotsTest is Fuzz {
    /// @dev The head of a slot, which stays the same for the bid's whole life.
    struct Head {
        uint16 termsVersion;
        uint16 sequence;
        bytes27 sealHash;
    }

    function testFuzz_KeepsEachFieldOfASealedBid(Head memory head) public pure {
        BidSlot slot = _sealed(head);
        _expectHead(slot, head, BidStatus.Sealed);
        yes(slot.sealHash() == head.sealHash, "seal hash");
    }

    function testFuzz_KeepsEachFieldOfAValidBid(Head memory head, uint96 price) public pure {
        BidSlot slot = _sealed(head).toValid(price);
        _expectHead(slot, head, BidStatus.Valid);
        _expectRecord(slot, Invalidity.None, Verdict.Acceptable, price, 0);
    }

    function testFuzz_KeepsEachFieldOfAnInvalidBid(Head memory head, uint8 reason) public pure {
        Invalidity invalidity = Invalidity(reason % 8);
        BidSlot slot = _sealed(head).toInvalid(invalidity);
        _expectHead(slot, head, BidStatus.Invalid);
        _expectRecord(slot, invalidity, Verdict.Acceptable, 0, 0);
    }

    function testFuzz_KeepsEachFieldOfARejectedBid(Head memory head, uint96 price, uint8 reason) public pure {
        Verdict verdict = Verdict(reason % 4);
        BidSlot slot = _sealed(head).toValid(price).toRejected(verdict);
        _expectHead(slot, head, BidStatus.Rejected);
        _expectRecord(slot, Invalidity.None, verdict, price, 0);
    }

    function testFuzz_KeepsEachFieldOfABidInLine(
        Head memory head,
        uint96 price,
        uint64 next,
        uint64 last
    ) public pure {
        BidSlot slot = _sealed(head).toValid(price).toAcceptable(ParticipantId.wrap(next));
        _expectHead(slot, head, BidStatus.Acceptable);
        _expectRecord(slot, Invalidity.None, Verdict.Acceptable, price, next);

        slot = slot.toAcceptable(ParticipantId.wrap(last));
        _expectHead(slot, head, BidStatus.Acceptable);
        _expectRecord(slot, Invalidity.None, Verdict.Acceptable, price, last);
    }

    function testFuzz_AnotherStatusDisturbsNothingElse(uint256 bits, uint8 status) public pure {
        BidStatus other = BidStatus(status % 10);
        BidSlot slot = BidSlot.wrap(bits).withStatus(other);
        equal(uint256(slot.status()), uint256(other));
        equal(BidSlot.unwrap(slot) >> 8, bits >> 8);
    }

    function testFuzz_AReviewChangesStatusAndScoreAlone(
        Head memory head,
        uint96 price,
        uint64 next,
        uint16 score,
        uint16 later
    ) public pure {
        BidSlot slot = _sealed(head).toValid(price).toAcceptable(ParticipantId.wrap(next));
        equal(slot.score(), 0);
        for (uint256 i; i < 2; ++i) {
            slot = slot.toReviewed(BidStatus.Qualified, i == 0 ? score : later);
            equal(slot.score(), i == 0 ? score : later);
            _expectHead(slot, head, BidStatus.Qualified);
            _expectRecord(slot, Invalidity.None, Verdict.Acceptable, price, next);
        }
        slot = slot.toReviewed(BidStatus.Acceptable, 0);
        equal(
            BidSlot.unwrap(slot),
            BidSlot.unwrap(_sealed(head).toValid(price).toAcceptable(ParticipantId.wrap(next)))
        );
    }

    function testFuzz_KeepsTheHeadOfAWithdrawnBid(Head memory head) public pure {
        BidSlot slot = _sealed(head).toWithdrawn();
        _expectHead(slot, head, BidStatus.Withdrawn);
        _expectRecord(slot, Invalidity.Withdrawn, Verdict.Acceptable, 0, 0);
    }

    function testFuzz_AnotherTermsVersionDisturbsNothingElse(uint256 bits, uint16 version) public pure {
        uint256 version256 = version;
        BidSlot slot = BidSlot.wrap(bits).withTermsVersion(version);
        equal(slot.termsVersion(), version);
        equal(BidSlot.unwrap(slot), (bits & ~(uint256(0xffff) << 8)) | (version256 << 8));
    }

    /// @dev What is read of a slot depends on the field's own bits alone: each bit belongs to at most one field of its form.
    function testFuzz_EachBitBelongsToOneField(
        Head memory head,
        uint96 price,
        uint64 next,
        uint8 bit
    ) public pure {
        BidSlot slot = _sealed(head).toValid(price).toAcceptable(ParticipantId.wrap(next));
        BidSlot flipped = BidSlot.wrap(BidSlot.unwrap(slot) ^ (uint256(1) << bound(bit, 56, 255)));
        uint256 changes;
        if (flipped.price() != price) ++changes;
        if (ParticipantId.unwrap(flipped.next()) != next) ++changes;
        if (flipped.score() != 0) ++changes;
        equal(changes, bound(bit, 56, 255) < 232 ? 1 : 0);
        _expectHead(flipped, head, BidStatus.Acceptable);
    }

    function _sealed(Head memory head) private pure returns (BidSlot) {
        return BidSlots.fromSeal(head.termsVersion, head.sequence, head.sealHash);
    }

    function _expectHead(BidSlot slot, Head memory head, BidStatus status) private pure {
        equal(uint256(slot.status()), uint256(status));
        equal(slot.termsVersion(), head.termsVersion);
        equal(slot.sequence(), head.sequence);
    }

    function _expectRecord(
        BidSlot slot,
        Invalidity invalidity,
        Verdict verdict,
        uint96 price,
        uint64 next
    ) private pure {
        equal(uint256(slot.invalidity()), uint256(invalidity));
        equal(uint256(slot.verdict()), uint256(verdict));
        equal(slot.price(), price);
        equal(ParticipantId.unwrap(slot.next()), next);
    }
}
