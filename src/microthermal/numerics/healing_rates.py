"""Rates of the healing cascade: made from library/healing/cascade.xml by healing/authoring.py; do not edit."""

# ruff: noqa
# mypy: ignore-errors
from numba import njit

DIGEST = "f94202fd817f738d"
SPECIES = (
    "alarmins",
    "debris",
    "matrix_fragments",
    "stasis",
    "hypoxia",
    "open_channels",
    "neutrophils",
    "inflammatory_macrophages",
    "repair_macrophages",
    "vessels",
    "open_epidermis",
    "epidermal_front",
    "cytokines",
    "interleukin_6",
    "interleukin_10",
    "wound_fibroblasts",
    "t_cells",
    "regulatory_t_cells",
    "myofibroblasts",
    "apoptotic_t_cells",
    "heat_stress",
    "hsp70",
    "hsp47",
    "fibroblasts",
    "latent_tgf_b1",
    "tgf_b1",
    "tgf_b3",
    "vegf",
    "mmp9",
    "mmp1",
    "timp1",
    "denatured_collagen",
    "native_collagen",
    "fibrotic_collagen",
    "new_collagen_1",
    "new_collagen_3",
    "vasodilation",
    "oedema",
    "wnt",
    "hair_follicles",
    "hair_shaft",
)
PARAMETERS = (
    "injury_necrotic",
    "injury_removed",
    "injury_denatured",
    "injury_stressed",
    "injury_lymphocytes_lost",
    "injury_lymphocytes_apoptotic",
    "injury_vessels_closed",
    "injury_epidermis_open",
    "zone_radius",
    "zone_open",
    "autoimmunity",
    "fibrotic_circuit",
    "usual_procollagen",
    "alarmin_loss",
    "debris_clearance",
    "debris_by_neutrophils",
    "debris_by_macrophages",
    "phagocyte_half",
    "alarmins_per_stressed",
    "debris_half",
    "stasis_closed_half",
    "stasis_death",
    "stasis_rescue",
    "hypoxia_loss",
    "hypoxia_by_closed_vessels",
    "hypoxia_half",
    "fragment_loss",
    "channel_filling",
    "production_alarmins",
    "cause_alarmins",
    "restraint_alarmins",
    "production_debris",
    "cause_debris",
    "restraint_debris",
    "production_matrix_fragments",
    "cause_matrix_fragments",
    "restraint_matrix_fragments",
    "production_stasis",
    "cause_stasis",
    "restraint_stasis",
    "production_hypoxia",
    "cause_hypoxia",
    "restraint_hypoxia",
    "production_open_channels",
    "cause_open_channels",
    "restraint_open_channels",
    "start_alarmins",
    "start_debris",
    "start_matrix_fragments",
    "start_stasis",
    "start_hypoxia",
    "start_open_channels",
    "closure_half_time",
    "channel_half_time",
    "closure_radius",
    "closure_radius_limit",
    "closure_confluent",
    "closure_end",
    "production_open_epidermis",
    "cause_open_epidermis",
    "restraint_open_epidermis",
    "production_epidermal_front",
    "cause_epidermal_front",
    "restraint_epidermal_front",
    "start_open_epidermis",
    "start_epidermal_front",
    "inflammation_by_open_epidermis",
    "cytokines_by_alarmins",
    "cytokines_by_neutrophils",
    "cytokines_by_macrophages",
    "cytokines_by_t_cells",
    "cytokine_loss",
    "repair_quieting",
    "interleukin_6_turnover",
    "inflammation_by_t_cells",
    "cytokines_by_fibroblasts",
    "interleukin_10_turnover",
    "interleukin_10_by_macrophages",
    "interleukin_10_by_alarmins",
    "interleukin_10_by_regulatory",
    "production_cytokines",
    "cause_cytokines",
    "restraint_cytokines",
    "production_interleukin_6",
    "cause_interleukin_6",
    "restraint_interleukin_6",
    "production_interleukin_10",
    "cause_interleukin_10",
    "restraint_interleukin_10",
    "production_wound_fibroblasts",
    "cause_wound_fibroblasts",
    "restraint_wound_fibroblasts",
    "start_cytokines",
    "start_interleukin_6",
    "start_interleukin_10",
    "start_wound_fibroblasts",
    "recruitment_border",
    "neutrophil_recruitment",
    "neutrophil_half",
    "neutrophil_loss",
    "neutrophil_clearance",
    "macrophage_recruitment",
    "macrophage_half",
    "macrophage_by_interleukin_6",
    "inflammatory_macrophage_loss",
    "macrophage_switch",
    "switch_half",
    "repair_macrophage_loss",
    "macrophages_by_myofibroblasts",
    "circuit_myofibroblast_half",
    "production_neutrophils",
    "cause_neutrophils",
    "restraint_neutrophils",
    "production_inflammatory_macrophages",
    "cause_inflammatory_macrophages",
    "restraint_inflammatory_macrophages",
    "production_repair_macrophages",
    "cause_repair_macrophages",
    "restraint_repair_macrophages",
    "start_neutrophils",
    "start_inflammatory_macrophages",
    "start_repair_macrophages",
    "t_cell_turnover",
    "t_cell_recruitment",
    "regulatory_recruitment",
    "regulation_half",
    "apoptotic_clearance",
    "autoimmune_recruitment",
    "autoimmune_half",
    "production_t_cells",
    "cause_t_cells",
    "restraint_t_cells",
    "production_regulatory_t_cells",
    "cause_regulatory_t_cells",
    "restraint_regulatory_t_cells",
    "production_apoptotic_t_cells",
    "cause_apoptotic_t_cells",
    "restraint_apoptotic_t_cells",
    "start_t_cells",
    "start_regulatory_t_cells",
    "start_apoptotic_t_cells",
    "heat_stress_loss",
    "hsp70_by_heat",
    "hsp70_loss",
    "hsp47_by_tgf",
    "hsp47_by_myofibroblasts",
    "hsp47_by_hsp70",
    "hsp47_turnover",
    "production_heat_stress",
    "cause_heat_stress",
    "restraint_heat_stress",
    "production_hsp70",
    "cause_hsp70",
    "restraint_hsp70",
    "production_hsp47",
    "cause_hsp47",
    "tgf_half",
    "restraint_hsp47",
    "start_heat_stress",
    "start_hsp70",
    "start_hsp47",
    "latent_tgf_by_open_epidermis",
    "latent_tgf_by_macrophages",
    "latent_tgf_by_myofibroblasts",
    "latent_tgf_turnover",
    "tgf_turnover",
    "activation_by_mmp9",
    "activation_by_macrophages",
    "tgf_b3_by_myofibroblasts",
    "tgf_b3_turnover",
    "vegf_by_hypoxia",
    "vegf_by_macrophages",
    "vegf_by_cytokines",
    "vegf_turnover",
    "production_latent_tgf_b1",
    "cause_latent_tgf_b1",
    "restraint_latent_tgf_b1",
    "production_tgf_b1",
    "cause_tgf_b1",
    "restraint_tgf_b1",
    "production_tgf_b3",
    "cause_tgf_b3",
    "restraint_tgf_b3",
    "production_vegf",
    "cause_vegf",
    "restraint_vegf",
    "start_latent_tgf_b1",
    "start_tgf_b1",
    "start_tgf_b3",
    "start_vegf",
    "mmp1_by_cytokines",
    "mmp1_half",
    "mmp1_restraint_by_tgf",
    "mmp1_by_macrophages",
    "mmp1_by_hsp70",
    "mmp1_turnover",
    "mmp9_by_neutrophils",
    "mmp9_by_macrophages",
    "mmp9_restraint_by_tgf",
    "mmp9_turnover",
    "timp1_by_tgf",
    "timp1_by_interleukin_6",
    "timp1_turnover",
    "timp1_share",
    "mmp1_by_channels",
    "mmp9_by_channels",
    "production_mmp1",
    "cause_mmp1",
    "restraint_mmp1",
    "production_mmp9",
    "cause_mmp9",
    "restraint_mmp9",
    "production_timp1",
    "cause_timp1",
    "restraint_timp1",
    "start_mmp1",
    "start_mmp9",
    "start_timp1",
    "fibroblast_turnover",
    "fibroblast_growth",
    "fibroblast_half",
    "fibroblast_by_macrophages",
    "fibroblast_capacity",
    "myofibroblast_switch",
    "switch_tgf_half",
    "myofibroblast_loss",
    "myofibroblast_growth",
    "circuit_macrophage_half",
    "production_fibroblasts",
    "cause_fibroblasts",
    "restraint_fibroblasts",
    "production_myofibroblasts",
    "cause_myofibroblasts",
    "restraint_myofibroblasts",
    "start_fibroblasts",
    "start_myofibroblasts",
    "denatured_loss",
    "denatured_by_mmp1",
    "denatured_by_mmp9",
    "native_turnover",
    "fibrotic_deposition",
    "fibrotic_half",
    "fibrotic_turnover",
    "fibrotic_maturation",
    "fibrotic_lysis",
    "collagen_1_deposition",
    "collagen_3_deposition",
    "collagen_1_loss",
    "collagen_3_loss",
    "collagen_3_by_tgf_b3",
    "synthesis_by_myofibroblasts",
    "synthesis_half",
    "synthesis_restraint",
    "fibrotic_by_circuit",
    "synthesis_restraint_by_neutrophils",
    "production_denatured_collagen",
    "cause_denatured_collagen",
    "restraint_denatured_collagen",
    "production_native_collagen",
    "cause_native_collagen",
    "restraint_native_collagen",
    "production_fibrotic_collagen",
    "cause_fibrotic_collagen",
    "restraint_fibrotic_collagen",
    "production_new_collagen_1",
    "cause_new_collagen_1",
    "restraint_new_collagen_1",
    "production_new_collagen_3",
    "cause_new_collagen_3",
    "restraint_new_collagen_3",
    "start_denatured_collagen",
    "start_native_collagen",
    "start_fibrotic_collagen",
    "start_new_collagen_1",
    "start_new_collagen_3",
    "dilation_by_heat",
    "dilation_by_cytokines",
    "dilation_half",
    "dilation_loss",
    "vessel_growth",
    "vessel_half",
    "vessel_capacity",
    "vessel_pruning",
    "erythema_by_vessels",
    "dilation_by_channels",
    "dilation_channel_half",
    "oedema_leak",
    "oedema_half",
    "oedema_drainage",
    "production_vasodilation",
    "cause_vasodilation",
    "restraint_vasodilation",
    "production_vessels",
    "cause_vessels",
    "restraint_vessels",
    "production_oedema",
    "cause_oedema",
    "restraint_oedema",
    "start_vasodilation",
    "start_vessels",
    "start_oedema",
    "follicle_turnover",
    "follicle_by_perfusion",
    "follicle_gain_half",
    "follicle_attack",
    "follicle_attack_half",
    "follicle_by_inflammation",
    "wnt_turnover",
    "wnt_by_macrophages",
    "wnt_half",
    "follicle_by_wnt",
    "follicle_wnt_half",
    "follicle_inflammation_half",
    "shaft_turnover",
    "shaft_by_follicles",
    "production_wnt",
    "cause_wnt",
    "restraint_wnt",
    "production_hair_follicles",
    "cause_hair_follicles",
    "restraint_hair_follicles",
    "production_hair_shaft",
    "cause_hair_shaft",
    "restraint_hair_shaft",
    "start_wnt",
    "start_hair_follicles",
    "start_hair_shaft",
)
FOLLOWERS = (
    "attack",
    "dying",
    "clearing",
    "closure_way",
    "closure_open",
    "closure_speed",
    "migrating",
    "quiet",
    "inflammation",
    "recruitment",
    "switching",
    "regulation",
    "tgf_excess",
    "collagenase",
    "gelatinase",
    "room",
    "becoming_myofibroblasts",
    "procollagen",
    "synthesis",
    "collagen_total",
    "crowding",
    "perfusion",
    "erythema",
    "follicle_signal",
    "follicle_supply",
)
VALUES = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 60.0, 0.0, 0.0, 0.0, 1.0, 5.0, 0.5, 0.2, 0.3, 4.0, 0.15, 0.01, 0.5, 0.6, 0.35, 0.4, 1.5, 0.16, 0.7, 0.21, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5, 3.0, 60.0, 300.0, 0.7, 0.001, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 2.5, 150.0, 0.45, 0.9, 0.05, 9.0, 4.0, 6.0, 0.25, 200.0, 6.0, 6.0, 20.0, 0.6, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.7, 32.0, 1.2, 0.85, 0.15, 9.0, 1.0, 0.6, 0.2, 0.55, 0.6, 0.25, 0.25, 0.5, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.085, 0.07, 0.03, 2.0, 1.0, 0.2125, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 5.0, 70.0, 1.3, 0.045, 0.0225, 0.02, 0.01, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 1.0, 1.0, 0.8, 0.9, 0.5, 1.6, 9.1, 0.1, 0.7, 0.5, 0.5, 5.0, 4.5, 1.2, 11.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 7.0, 1.0, 0.1, 0.05, 0.6, 1.1, 0.6, 1.6, 12.0, 0.88, 0.9, 0.2, 0.5, 0.5, 30.0, 10.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.12, 0.92, 2.5, 0.5, 4.0, 0.13, 2.0, 0.085, 0.184, 0.15, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.035, 0.004, 0.0016, 0.03, 15.0, 0.02, 0.0016, 0.01, 0.0008, 0.0016, 0.002, 0.02, 0.3, 2.0, 2.0, 0.5, 0.0032, 0.05, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 20.0, 8.0, 0.8, 2.2, 0.45, 1.2, 3.0, 0.1, 0.08, 0.6, 0.01, 3.0, 1.0, 1.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.02, 0.3, 0.5, 0.06, 3.0, 0.08, 0.3, 0.3, 1.0, 0.4, 0.5, 5.0, 0.01, 0.6, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill(x, half):
    return x / (half + x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill2(x, half):
    return x * x / (half * half + x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def hill4(x, half):
    return x * x * x * x / (half * half * half * half + x * x * x * x)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def above(x):
    return max(x - 1, 0)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def below(x):
    return min(x, 1)


@njit(cache=True, nogil=True, error_model='numpy', inline='always')
def positive(x):
    return max(x, 0)


@njit(cache=True, nogil=True, error_model='numpy')
def rates(y, p, dy):
    """Rates of change [1/d]."""
    attack = hill(y[6], p[17])
    dying = p[21] * attack * y[3]
    clearing = p[14] + p[15] * attack + p[16] * hill(y[7] + y[8], p[17])
    closure_way = min(p[8], p[55]) / p[54]
    closure_open = max(p[9], hill4(hill4(p[7], p[56]), 0.5))
    closure_speed = 1 / (closure_way * (p[52] + closure_open * (p[53] - p[52])))
    migrating = hill(y[10], p[57])
    quiet = 1 / (1 + above(y[14]) / p[72])
    recruitment = p[96] + (1 - p[96]) * y[9]
    switching = p[105] / (1 + y[12] / p[106])
    regulation = 1 / (1 + above(y[17]) / p[125])
    tgf_excess = above(y[25])
    collagenase = y[29] / ((1 - p[203]) + p[203] * y[30])
    gelatinase = y[28] / ((1 - p[203]) + p[203] * y[30])
    room = positive(1 - (y[23] + y[18]) / p[222])
    becoming_myofibroblasts = p[223] * hill2(tgf_excess, p[224]) * y[23]
    procollagen = (y[23] * (1 + hill(tgf_excess, p[251])) + p[250] * y[18]) * y[22] / (1 + p[252] * y[12] + p[254] * y[6])
    synthesis = procollagen / p[12]
    crowding = positive(1 - y[9] / p[281])
    follicle_signal = (y[9] - 1) + (y[27] - 1)
    follicle_supply = 1 + p[302] * follicle_signal / (p[303] + abs(follicle_signal)) + p[310] * hill(above(y[38]), p[311])
    dy[0] = p[28] * (p[29] + dying) - p[13] * y[0] - p[30] * y[0]
    dy[1] = p[31] * (p[32] + dying) - clearing * y[1] - p[33] * y[1]
    dy[2] = p[34] * (p[35] + clearing * y[1]) - p[26] * y[2] - p[36] * y[2]
    dy[3] = p[37] * p[38] - (p[22] * y[9] * y[3] + dying) - p[39] * y[3]
    dy[4] = p[40] * p[41] - p[23] * y[4] - p[42] * y[4]
    dy[5] = p[43] * p[44] - p[27] * y[5] - p[45] * y[5]
    dy[6] = p[110] * (p[111] + p[97] * hill2(y[12], p[98]) * recruitment) - p[99] * (1 + p[100] * y[8]) * y[6] - p[112] * y[6]
    dy[7] = p[113] * (p[114] + p[101] * hill2(y[12] + p[103] * y[13], p[102]) * recruitment) - (p[104] + switching) * y[7] - p[115] * y[7]
    dy[8] = p[116] * (p[117] + switching * y[7] + p[11] * p[108] * hill(y[18], p[109])) - p[107] * y[8] - p[118] * y[8]
    dy[9] = p[292] * (p[293] + p[282] + p[279] * hill(above(y[27]), p[280]) * y[9] * crowding) - p[282] * y[9] - p[294] * y[9]
    dy[10] = p[58] * p[59] - 0.693147180559945 * closure_speed * (4 * y[11] * y[11] * y[11] + 0.05) * y[10] - p[60] * y[10]
    dy[11] = p[61] * (p[62] + closure_speed * migrating) - closure_speed * (1 - migrating) * y[11] - p[63] * y[11]
    dy[12] = p[80] * (p[81] + p[67] * y[0] + ((p[68] * y[6] + p[69] * y[7]) * hill(y[1], p[19]) + p[75] * y[15]) * quiet + p[66] * y[10] + p[70] * above(y[16])) - p[71] * y[12] - p[82] * y[12]
    dy[13] = p[83] * (p[84] + p[73] * y[12] * quiet) - p[73] * y[13] - p[85] * y[13]
    dy[14] = p[86] * (p[87] + p[76] + p[77] * y[8] + p[78] * y[0] + p[79] * above(y[17])) - p[76] * y[14] - p[88] * y[14]
    dy[15] = p[89] * (p[90] + p[26] * y[2]) - p[26] * y[15] - p[91] * y[15]
    dy[16] = p[129] * (p[130] + p[122] + (p[123] * (y[7] + y[8]) + p[10] * p[127] * hill2(above(y[16]), p[128])) * regulation) - p[122] * y[16] - p[131] * y[16]
    dy[17] = p[132] * (p[133] + p[122] + p[124] * y[8]) - p[122] * y[17] - p[134] * y[17]
    dy[18] = p[231] * (p[232] + becoming_myofibroblasts + p[11] * p[226] * y[18] * hill(y[8], p[227]) * room) - p[225] * y[18] - p[233] * y[18]
    dy[19] = p[135] * p[136] - p[126] * y[19] - p[137] * y[19]
    dy[20] = p[148] * p[149] - p[141] * y[20] - p[150] * y[20]
    dy[21] = p[151] * (p[152] + p[143] + p[142] * y[20]) - p[143] * y[21] - p[153] * y[21]
    dy[22] = p[154] * (p[155] + p[147] + p[144] * hill(tgf_excess, p[156]) * y[23] + p[145] * y[18] + p[146] * above(y[21])) - p[147] * y[22] - p[157] * y[22]
    dy[23] = p[228] * (p[229] + p[218] + p[219] * y[23] * hill(tgf_excess + p[221] * y[8], p[220]) * room) - (p[218] * y[23] + becoming_myofibroblasts) - p[230] * y[23]
    dy[24] = p[174] * (p[175] + p[164] + p[162] * y[8] + p[163] * y[18] + p[161] * y[10]) - p[164] * y[24] - p[176] * y[24]
    dy[25] = p[177] * (p[178] + p[165] * y[24] * (1 + p[166] * above(y[28]) + p[167] * y[8])) - p[165] * y[25] - p[179] * y[25]
    dy[26] = p[180] * (p[181] + p[169] + p[168] * y[18]) - p[169] * y[26] - p[182] * y[26]
    dy[27] = p[183] * (p[184] + p[173] + p[170] * y[4] + p[171] * y[8] + p[172] * y[12]) - p[173] * y[27] - p[185] * y[27]
    dy[28] = p[209] * (p[210] + p[199] + p[196] * y[6] + p[197] * y[7] / (1 + y[25] / p[198]) + p[205] * y[5]) - p[199] * y[28] - p[211] * y[28]
    dy[29] = p[206] * (p[207] + p[195] + p[190] * y[23] * hill(y[12], p[191]) / (1 + p[192] * tgf_excess) + p[193] * y[8] + p[194] * above(y[21]) + p[204] * y[5]) - p[195] * y[29] - p[208] * y[29]
    dy[30] = p[212] * (p[213] + p[202] + p[200] * hill(tgf_excess, p[156]) * y[23] + p[201] * y[13]) - p[202] * y[30] - p[214] * y[30]
    dy[31] = p[255] * p[256] - (p[236] + p[237] * collagenase + p[238] * gelatinase) * y[31] - p[257] * y[31]
    dy[32] = p[258] * (p[259] + p[239] * below(synthesis)) - (p[239] * collagenase + dying) * y[32] - p[260] * y[32]
    dy[33] = p[261] * (p[262] + p[242] * y[33] + p[240] * y[18] * hill2(tgf_excess, p[241]) + p[11] * p[253] * y[18]) - (p[242] + p[243] + p[244] * above(collagenase)) * y[33] - p[263] * y[33]
    dy[34] = p[264] * (p[265] + p[245] * above(synthesis)) - p[247] * collagenase * y[34] - p[266] * y[34]
    dy[35] = p[267] * (p[268] + p[246] * above(synthesis) * ((1 - p[249]) + p[249] * y[26])) - p[248] * y[35] - p[269] * y[35]
    dy[36] = p[289] * (p[290] + p[276] * hill(y[12], p[277]) + p[284] * hill(y[5], p[285])) - p[278] * y[36] - p[291] * y[36]
    dy[37] = p[295] * (p[296] + p[286] * hill(y[12], p[287])) - p[288] * y[37] - p[297] * y[37]
    dy[38] = p[315] * (p[316] + p[307] + p[308] * hill(y[8], p[309])) - p[307] * y[38] - p[317] * y[38]
    dy[39] = p[318] * (p[319] + p[301] * follicle_supply) - (p[301] + p[304] * hill4(above(y[16]), p[305]) + p[306] * hill4(y[7], p[312])) * y[39] - p[320] * y[39]
    dy[40] = p[321] * (p[322] + p[313] * ((1 - p[314]) + p[314] * y[39])) - p[313] * y[40] - p[323] * y[40]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[17])
    dying = p[21] * attack * y[3]
    clearing = p[14] + p[15] * attack + p[16] * hill(y[7] + y[8], p[17])
    closure_way = min(p[8], p[55]) / p[54]
    closure_open = max(p[9], hill4(hill4(p[7], p[56]), 0.5))
    closure_speed = 1 / (closure_way * (p[52] + closure_open * (p[53] - p[52])))
    migrating = hill(y[10], p[57])
    quiet = 1 / (1 + above(y[14]) / p[72])
    inflammation = y[12] + y[13] + p[74] * above(y[16])
    recruitment = p[96] + (1 - p[96]) * y[9]
    switching = p[105] / (1 + y[12] / p[106])
    regulation = 1 / (1 + above(y[17]) / p[125])
    tgf_excess = above(y[25])
    collagenase = y[29] / ((1 - p[203]) + p[203] * y[30])
    gelatinase = y[28] / ((1 - p[203]) + p[203] * y[30])
    room = positive(1 - (y[23] + y[18]) / p[222])
    becoming_myofibroblasts = p[223] * hill2(tgf_excess, p[224]) * y[23]
    procollagen = (y[23] * (1 + hill(tgf_excess, p[251])) + p[250] * y[18]) * y[22] / (1 + p[252] * y[12] + p[254] * y[6])
    synthesis = procollagen / p[12]
    collagen_total = y[32] + y[33] + y[34] + y[35]
    crowding = positive(1 - y[9] / p[281])
    perfusion = y[9] * (1 + y[36])
    erythema = y[36] + p[283] * above(y[9])
    follicle_signal = (y[9] - 1) + (y[27] - 1)
    follicle_supply = 1 + p[302] * follicle_signal / (p[303] + abs(follicle_signal)) + p[310] * hill(above(y[38]), p[311])
    q[0] = attack
    q[1] = dying
    q[2] = clearing
    q[3] = closure_way
    q[4] = closure_open
    q[5] = closure_speed
    q[6] = migrating
    q[7] = quiet
    q[8] = inflammation
    q[9] = recruitment
    q[10] = switching
    q[11] = regulation
    q[12] = tgf_excess
    q[13] = collagenase
    q[14] = gelatinase
    q[15] = room
    q[16] = becoming_myofibroblasts
    q[17] = procollagen
    q[18] = synthesis
    q[19] = collagen_total
    q[20] = crowding
    q[21] = perfusion
    q[22] = erythema
    q[23] = follicle_signal
    q[24] = follicle_supply


@njit(cache=True, nogil=True, error_model='numpy')
def born(p, y):
    """Species just after an injury."""
    y[0] = p[46] + p[0] + p[18] * p[3]
    y[1] = p[47] + p[0] - p[1]
    y[2] = p[48]
    y[3] = p[49] + p[3] * hill4(p[6], p[20])
    y[4] = p[50] + p[24] * hill(p[6], p[25])
    y[5] = p[51] + p[1]
    y[6] = p[119]
    y[7] = p[120]
    y[8] = p[121]
    y[9] = p[299] * (1 - p[6])
    y[10] = p[64] + p[7] * (1 - p[64])
    y[11] = p[65] * (1 - p[7] / (p[64] + p[7] + 1e-12))
    y[12] = p[92]
    y[13] = p[93]
    y[14] = p[94]
    y[15] = p[95]
    y[16] = p[138] * (1 - p[4])
    y[17] = p[139] * (1 - p[4])
    y[18] = p[235] * (1 - p[0])
    y[19] = p[140] + p[138] * p[5]
    y[20] = p[158] + p[3]
    y[21] = p[159]
    y[22] = p[160]
    y[23] = p[234] * (1 - p[0])
    y[24] = p[186]
    y[25] = p[187]
    y[26] = p[188]
    y[27] = p[189]
    y[28] = p[216]
    y[29] = p[215]
    y[30] = p[217]
    y[31] = p[270] * (1 - p[1]) + p[2]
    y[32] = p[271] * positive(1 - p[1] - p[2])
    y[33] = p[272] * positive(1 - p[1] - p[2])
    y[34] = p[273] * positive(1 - p[1] - p[2])
    y[35] = p[274] * positive(1 - p[1] - p[2])
    y[36] = p[298] + p[275] * p[3]
    y[37] = p[300]
    y[38] = p[324]
    y[39] = p[325]
    y[40] = p[326]
