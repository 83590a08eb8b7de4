// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Fuzz} from "../support/Fuzz.sol";

/// @dev What all invariant tests share: which moves the runner may make, and a rehearsal that shows how far they get.
abstract contract Campaign is Fuzz {
    using Address for address;

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 internal constant SEQUENCES = 24;
    uint256 private constant DEPTH = 32;
    address private constant CONSOLE = 0x000000000000000000636F6e736F6c652e6c6f67;

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = _handler();
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(_handler(), _moves());
    }

    function _handler() internal view virtual returns (address);

    function _moves() internal pure virtual returns (bytes4[] memory);

    function _check() internal view virtual;

    /// @dev Plays one sequence as the runner would, but always the same.
    function _play(uint256 sequence) internal {
        bytes4[] memory moves = _moves();
        for (uint256 k; k < DEPTH; ++k) {
            uint256 seed = uint256(keccak256(abi.encode(sequence, k)));
            _handler().functionCall(abi.encodeWithSelector(moves[seed % moves.length], seed));
            _check();
        }
    }

    /// @dev One row of the table that the runner shows: how often something was accepted, which must not be never.
    function _report(string memory name, uint256 accepted, uint256 refused) internal view {
        bytes memory row = abi.encodeWithSignature("log(string,uint256,uint256)", name, accepted, refused);
        // solhint-disable-next-line avoid-low-level-calls
        (bool shown, ) = CONSOLE.staticcall(row);
        yes(shown, "shown");
        yes(accepted != 0, name);
    }
}
