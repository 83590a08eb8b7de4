// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Authorization, ObjectionState, ParticipantId, TenderId} from "../types/Types.sol";

/// @title Review, award, objections, conclusion
/// @notice The part of the ledger that follows the opening: who is first in line wins, or gives way to the next for a recorded reason.
interface ITenderAwards {
    /// @dev `award` is the award against which it was raised; the first is 1.
    struct ObjectionRecord {
        ParticipantId bidder;
        uint16 award;
        ObjectionState state;
    }

    /// @notice The agency found the first in line qualified.
    event Qualified(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency disqualified the first in line; `next` follows (zero: nobody).
    event Disqualified(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint16 reason,
        bytes32 document,
        ParticipantId next,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency awarded to the first in line.
    event Awarded(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
        uint96 amount,
        bytes32 statement,
        bytes32 record
    );
    /// @notice A bidder objects to the award.
    event Objected(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 objection,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The agency decided an objection. If it is upheld, the award falls, the tender returns to the review, and all other
    /// objections against that award lapse.
    event ObjectionDecided(
        TenderId indexed tender,
        uint32 indexed objection,
        bool upheld,
        uint32 act,
        bytes32 document,
        bytes32 statement,
        bytes32 record
    );
    /// @notice The winner did not conclude and has lost the award; `next` follows (zero: nobody).
    event Forfeited(
        TenderId indexed tender,
        ParticipantId indexed bidder,
        uint32 act,
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

    error NotFirstInLine(TenderId tender, ParticipantId first, ParticipantId named);
    error NotQualified(TenderId tender, ParticipantId bidder);
    error WrongAmount(TenderId tender, uint96 expected, uint96 named);
    error ObjectionPeriodRunning(TenderId tender, uint48 until);
    error ObjectionPeriodOver(TenderId tender, uint48 until);
    /// @dev So many objections wait for a decision.
    error ObjectionsOpen(TenderId tender, uint32 open);
    error NoBid(TenderId tender, ParticipantId bidder);
    error WrongObjection(TenderId tender, uint32 current, uint32 named);
    error AlreadyObjected(TenderId tender, ParticipantId bidder);
    error NoOpenObjection(TenderId tender, uint32 objection, ObjectionState state);

    /// @notice Finds the first in line qualified. Author: the agency. Phase: Review.
    /// @param act number of the agency's act in this tender, as `tenderOf(tender).acts`
    /// @param document hash of the review
    function qualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Disqualifies the first in line; the next follows. Author: the agency. Phase: Review.
    /// @param reason code of `reasons` in SPEC.md, not zero
    /// @param document hash of the reasoned decision, not zero
    function disqualify(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint16 reason,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Awards to the qualified first in line. Author: the agency. Phase: Review.
    /// @param amount its bid in won
    function award(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        uint96 amount,
        Authorization calldata authorization
    ) external;

    /// @notice Objects to the award within the objection period, once for each award. Author: a bidder of this tender, as `supplier`.
    /// Phase: Standstill.
    /// @param objection its number, counted from zero through all awards, as `tenderOf(tender).objections`
    /// @param document hash of the objection, not zero
    function object(
        TenderId tender,
        ParticipantId bidder,
        uint32 objection,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice Decides an open objection. Upheld, it brings the award down: the first in line is to be reviewed anew. Author: the agency.
    /// Phase: Standstill.
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

    /// @notice Records that the winner refuses to conclude, or may not: it loses the award, and the next in line follows. After the
    /// objection period, when no objection is open. Author: the agency. Phase: Standstill.
    /// @param document hash of the reasoned decision, not zero
    function forfeit(
        TenderId tender,
        uint32 act,
        ParticipantId bidder,
        bytes32 document,
        Authorization calldata authorization
    ) external;

    /// @notice What became of an objection; all zero if there is none of this number. Reverts with `UnknownTender`.
    function objectionOf(TenderId tender, uint32 objection) external view returns (ObjectionRecord memory);
}
