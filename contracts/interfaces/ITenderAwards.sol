// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, ObjectionState, ParticipantId, TenderId} from "../types/Types.sol";

/// @title Review, award, objections, conclusion
/// @notice The part of the ledger that follows the opening: who is first in line wins, or gives way to the next for a recorded reason.
/// @dev A bid stands in line while it is Acceptable or Qualified; first in line is the first that stands. A result is an award, or the
/// word that nobody is left to whom to award: when the last in line is disqualified or forfeits. Bidders may object to both within the
/// objection period; a result without a winner then ends the tender as Failed. Scores are in hundredths of a point.
interface ITenderAwards {
    /// @dev `award` is the result against which it was raised, an award or one without a winner; the first is 1.
    struct ObjectionRecord {
        ParticipantId bidder;
        uint16 award;
        ObjectionState state;
    }

    /// @notice The agency found a bid qualified. Under a scale `priceScore` is computed here, `otherScore` the agency's word.
    event Qualified(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint16 otherScore,
        uint16 priceScore,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency disqualified a bid; `next` is first in line now (zero: nobody, which is a result). The scores are zero unless
    /// a score that is too low is the reason under a scale.
    event Disqualified(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint16 reason,
        uint16 otherScore,
        uint16 priceScore,
        bytes32 document,
        ParticipantId next,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency awarded to the first in line; where scores break ties, to the best of those with its price.
    event Awarded(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint96 amount,
        bytes32 statement,
        bytes32 record
    );
    /// @notice A bidder objects to a result. `objection` is its number, counted from zero through all results.
    event Objected(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 objection,
        uint16 award,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency decided an objection. If it is upheld, the result falls, the tender returns to the review, and all other
    /// objections against that result lapse. `first` is first in line now.
    event ObjectionDecided(
        TenderId indexed tender,
        uint32 indexed objection,
        bool upheld,
        uint32 act,
        bytes32 document,
        ParticipantId first,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The winner did not conclude and has lost the award; `next` is first in line now (zero: nobody, which is a result).
    event Forfeited(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint16 reason,
        bytes32 document,
        ParticipantId next,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The tender ended with a contract.
    event Concluded(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint96 amount,
        bytes32 contractHash,
        bytes32 statement,
        bytes32 record
    );

    /// @dev It is not this bid's turn. `first` is the first in line; of an award, to whom alone it can be made.
    error NotFirstInLine(TenderId tender, ParticipantId first, ParticipantId named);
    error NotQualified(TenderId tender, ParticipantId bidder);
    /// @dev Where scores break ties, every bid of the best price is reviewed before the award; this one is not.
    error ReviewIncomplete(TenderId tender, ParticipantId bidder);
    /// @dev The other parts of the score are worth less than that, or there is no scale or no score to be given.
    error InvalidScore(TenderId tender, uint16 otherScore);
    /// @dev Below the pass mark of 95 points nobody is qualified; who reaches it is not disqualified for its score.
    error ScoreTooLow(TenderId tender, ParticipantId bidder, uint16 total);
    error ScoreSuffices(TenderId tender, ParticipantId bidder, uint16 total);
    /// @dev `winner` is zero where the result has none.
    error NotWinner(TenderId tender, ParticipantId winner, ParticipantId named);
    error WrongAmount(TenderId tender, uint96 expected, uint96 named);
    error ObjectionPeriodRunning(TenderId tender, uint48 until);
    error ObjectionPeriodOver(TenderId tender, uint48 until);
    /// @dev So many objections wait for a decision.
    error ObjectionsOpen(TenderId tender, uint32 open);
    error NoBid(TenderId tender, ParticipantId bidder);
    error WrongAward(TenderId tender, uint16 current, uint16 named);
    error AlreadyObjected(TenderId tender, ParticipantId bidder);
    error NoOpenObjection(TenderId tender, uint32 objection, ObjectionState state);

    /// @notice Finds the first in line qualified; under `TieRule.ReviewScore` any that stands in line with the price of the first.
    /// Author: the agency. Phase: Review.
    /// @param act number of the agency's act in this tender, as `tenderOf(tender).acts`
    /// @param otherScore under a scale the score of everything but the price: with the price's it must reach the pass mark of 95
    /// points; otherwise zero
    /// @param document hash of the review
    function qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 otherScore,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Disqualifies the first in line, qualified or not; the next follows. Under `TieRule.ReviewScore` any that stands in line
    /// with the price of the first. If nobody is left, that is a result. Author: the agency. Phase: Review.
    /// @param reason code of the reasons in SPEC.md, not zero
    /// @param otherScore under a scale and for a score that is too low (reason 2), the score of everything but the price: with the
    /// price's it must stay below the pass mark; otherwise zero
    /// @param document hash of the reasoned decision, not zero
    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        uint16 otherScore,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Awards to the qualified first in line. Under `TieRule.ReviewScore` all bids with its price are reviewed before, and the
    /// award is to the highest score among them, at equal scores to the earlier in line. Author: the agency. Phase: Review.
    /// @param amount its bid in won
    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        Authorization calldata authorization
    ) external;

    /// @notice Objects to a result within the objection period, once to each result. Author: whoever has an accepted bid in this tender,
    /// whatever became of it, as `supplier`. Phase: Standstill.
    /// @param award_ the result that stands, as `tenderOf(tender).awards`: an objection that is kept back cannot be brought against
    /// another
    /// @param document hash of the objection, not zero
    function object(
        TenderId tender,
        ParticipantId bidder,
        uint16 award_,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Decides an open objection. Upheld, it brings the result down: the bid that won, and the objector's own if it was
    /// disqualified or forfeited, are Acceptable again and to be reviewed anew; the objector's may so become first in line. If nobody
    /// is in line then (an objector whose bid was never acceptable, against a result without a winner), that is a new result.
    /// Author: the agency. Phase: Standstill.
    /// @param document hash of the reasoned decision, not zero
    function decideObjection(
        TenderId tender,
        uint32 act,
        uint32 objection,
        bool upheld,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Concludes with the contract's hash after the objection period, when no objection is open. Authors: the agency, and the
    /// winner as `supplier`, of one and the same statement. Phase: Standstill.
    /// @param countersignature of the winner
    function conclude(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        bytes32 contractHash,
        Authorization calldata authorization,
        Authorization calldata countersignature
    ) external;

    /// @notice Records that the winner refuses to conclude, or may not: it loses the award, and the next in line follows. If nobody is
    /// left, that is a result. After the objection period, when no objection is open. Author: the agency. Phase: Standstill.
    /// @param reason code of the reasons in SPEC.md, not zero
    /// @param document hash of the reasoned decision, not zero
    function forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice What became of an objection; all zero if there is none of this number. Reverts with `UnknownTender`.
    function objectionOf(TenderId tender, uint32 objection) external view returns (ObjectionRecord memory);
}
