"""Rates of the healing cascade: made from cascade.xml by chores/healing_model.py; do not edit."""

# fmt: off
# ruff: noqa
# mypy: ignore-errors
from math import sqrt

from microthermal.numerics.compiling import njit

DIGEST = "1f74e6aaea68dfce"
SPECIES = tuple("""
        alarmins debris matrix_fragments stasis hypoxia open_channels neutrophils inflammatory_macrophages
        repair_macrophages vessels open_epidermis new_epidermis epidermal_front cytokines interleukin_6 chemokines
        interleukin_10 wound_fibroblasts t_cells regulatory_t_cells myofibroblasts apoptotic_t_cells heat_stress hsp70
        hsp47 fibroblasts latent_tgf_b1 tgf_b1 tgf_b3 vegf mmp9 mmp1 timp1 slack aftermath fibrotic_collagen
        denatured_collagen native_collagen new_collagen_1 new_collagen_3 vasodilation oedema wnt hair_follicles
        hair_shaft androgen papilla
""".split())
PARAMETERS = tuple("""
        injury_necrotic injury_removed injury_denatured injury_stressed injury_lymphocytes_lost
        injury_lymphocytes_apoptotic injury_vessels_closed injury_epidermis_open zone_radius zone_open autoimmunity
        fibrotic_circuit androgen_sensitivity mechanical_circuit usual_procollagen usual_collagenase alarmin_loss
        debris_clearance debris_by_neutrophils debris_by_macrophages phagocyte_half alarmins_per_stressed debris_half
        stasis_closed_half stasis_death stasis_rescue hypoxia_loss hypoxia_by_closed_vessels hypoxia_half phagocyte_load
        fragment_loss channel_filling closure_half_time channel_half_time closure_radius closure_radius_limit
        closure_islands_left closure_confluent epidermis_maturation closure_end inflammation_by_open_epidermis
        cytokines_by_alarmins cytokines_by_neutrophils cytokines_by_macrophages cytokines_by_t_cells cytokine_loss
        repair_quieting interleukin_6_turnover chemokine_turnover inflammation_by_t_cells cytokines_by_fibroblasts
        interleukin_10_turnover interleukin_10_by_macrophages interleukin_10_by_alarmins interleukin_10_by_regulatory
        recruitment_border neutrophil_recruitment neutrophil_half neutrophil_loss neutrophil_clearance
        macrophage_recruitment macrophage_half macrophage_by_interleukin_6 inflammatory_macrophage_loss
        macrophage_switch switch_half repair_macrophage_loss macrophage_debris_half macrophages_by_myofibroblasts
        circuit_myofibroblast_half t_cell_turnover t_cell_recruitment regulatory_recruitment regulation_half
        apoptotic_clearance autoimmune_recruitment autoimmune_half heat_stress_loss hsp70_by_heat hsp70_loss
        hsp47_by_tgf hsp47_by_myofibroblasts hsp47_by_hsp70 hsp47_turnover tgf_half latent_tgf_by_open_epidermis
        latent_tgf_by_macrophages latent_tgf_by_myofibroblasts latent_tgf_turnover tgf_turnover activation_by_mmp9
        activation_by_macrophages tgf_b3_by_myofibroblasts tgf_b3_turnover vegf_by_hypoxia vegf_by_macrophages
        vegf_by_cytokines vegf_turnover mmp1_by_cytokines mmp1_half mmp1_restraint_by_tgf mmp1_by_macrophages
        mmp1_by_hsp70 mmp1_turnover mmp9_by_neutrophils mmp9_by_macrophages mmp9_restraint_by_tgf mmp9_turnover
        timp1_by_tgf timp1_by_interleukin_6 timp1_turnover timp1_share mmp1_by_channels mmp9_by_channels
        mmp1_by_slackness fibroblast_turnover fibroblast_growth fibroblast_half fibroblast_by_macrophages
        fibroblast_capacity myofibroblast_switch switch_tgf_half myofibroblast_loss myofibroblast_growth
        slack_tightening slackening_by_holes myofibroblast_release aftermath_mending aftermath_half
        circuit_macrophage_half denatured_loss denatured_by_mmp1 denatured_by_mmp9 native_turnover fibrotic_deposition
        fibrotic_half fibrotic_turnover fibrotic_maturation collagen_1_deposition collagen_3_deposition collagen_1_loss
        collagen_3_loss collagen_3_by_tgf_b3 synthesis_by_myofibroblasts synthesis_half synthesis_restraint
        fibrotic_by_circuit matrix_capacity slack_half synthesis_restraint_by_neutrophils dilation_by_heat
        dilation_by_cytokines dilation_half dilation_loss vessel_growth vessel_half vessel_capacity vessel_pruning
        erythema_by_vessels erythema_by_new_epidermis dilation_by_channels dilation_channel_half dilation_open_weight
        oedema_leak oedema_half oedema_drainage follicle_turnover follicle_by_perfusion follicle_gain_half
        follicle_attack follicle_attack_half follicle_by_inflammation wnt_turnover wnt_by_macrophages wnt_half
        follicle_by_wnt follicle_wnt_half follicle_inflammation_half shaft_turnover shaft_by_supply shaft_by_papilla
        androgen_turnover catagen_by_dkk1 dkk1_half papilla_turnover papilla_by_dkk1 follicle_by_papilla
""".split())
PARAMETERS += tuple(f'{hand}_{name}' for hand in ('production', 'cause', 'restraint', 'start') for name in SPECIES)
FIXED = tuple("""
        closure_islands closure_way closure_open closure_speed
""".split())
ASSIGNED = tuple("""
        attack dying meal clearing closure_islands closure_way closure_open closure_speed closing migrating quiet
        inflammation recruitment switching regulation tgf_excess collagen_total pull relaxed collagenase gelatinase lack
        tension vigour room becoming_myofibroblasts synthesis_drive matrix space lysis procollagen synthesis crowding
        perfusion erythema dkk1 follicle_signal follicle_feed follicle_supply
""".split())
APART = (1, 3, 0, 0, 0, 0, 2, 2, 1, 1, 1, 0, 2, 0, 1, 1, 2, 1, 3, 0, 2, 0, 1, 0, 6, 3, 3, 0, 0, 2, 1, 2, 2, 1, 0, 3, 0, 1, 4, 5, 2, 1, 2, 0, 0, 2, 1)


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
def fix(p):
    """Quantities that follow from the constants alone, put behind them."""
    p[375] = sqrt(max(1 - p[0], p[36]))
    p[376] = min(p[8], p[35] / p[375]) / p[34]
    p[377] = max(p[9], hill4(hill4(p[7], p[37]), 0.5))
    p[378] = 1 / (p[376] * (p[32] + p[377] * (p[33] - p[32])))


@njit(cache=True, nogil=True, error_model='numpy')
def rates(y, p, dy):
    """Rates of change [1/d]."""
    attack = hill(y[6], p[20])
    dying = p[24] * attack * y[3]
    meal = p[20] * (1 + y[1] / p[29])
    clearing = p[17] + p[18] * hill(y[6], meal) + p[19] * hill(y[7] + y[8], meal)
    closing = 0.693147180559945 * p[378] * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[39])
    quiet = 1 / (1 + above(y[16]) / p[46])
    recruitment = p[55] + (1 - p[55]) * y[9]
    switching = p[64] / (1 + y[13] / p[65])
    regulation = 1 / (1 + above(y[19]) / p[73])
    tgf_excess = above(y[27])
    collagen_total = y[37] + y[35] + y[38] + y[39]
    pull = 1 / (1 + p[125] * y[33])
    relaxed = (1 - pull) * y[35] / collagen_total
    collagenase = y[31] / ((1 - p[111]) + p[111] * y[32])
    gelatinase = y[30] / ((1 - p[111]) + p[111] * y[32])
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[13] * hill2(lack, p[148]))
    vigour = 1 / (1 + above(y[34]) / p[128])
    room = positive(1 - (y[25] + y[20]) / p[119])
    becoming_myofibroblasts = p[120] * hill2(tgf_excess, p[121]) * y[25]
    synthesis_drive = (y[25] * (1 + hill(tgf_excess, p[144])) + p[143] * y[20]) * y[24] / (1 + p[145] * y[13] + p[149] * y[6])
    matrix = y[37] + y[38] + y[39]
    space = positive(p[147] - matrix) / (p[147] - 1)
    lysis = collagenase / p[15]
    synthesis = synthesis_drive / p[14]
    crowding = positive(1 - y[9] / p[156])
    dkk1 = 1 + p[12] * y[45]
    follicle_signal = (y[9] - 1) + (y[29] - 1)
    follicle_feed = follicle_signal / (p[168] + abs(follicle_signal))
    follicle_supply = 1 + p[167] * follicle_feed + p[175] * hill(above(y[42]), p[176]) / (1 + above(dkk1) / p[183])
    dy[0] = p[187] * (p[234] + dying) - p[16] * y[0] - p[281] * y[0]
    dy[1] = p[188] * (p[235] + dying) - clearing * y[1] - p[282] * y[1]
    dy[2] = p[189] * (p[236] + clearing * y[1]) - p[30] * y[2] - p[283] * y[2]
    dy[3] = p[190] * p[237] - (p[25] * y[9] * y[3] + dying) - p[284] * y[3]
    dy[4] = p[191] * p[238] - p[26] * y[4] - p[285] * y[4]
    dy[5] = p[192] * p[239] - p[31] * y[5] - p[286] * y[5]
    dy[6] = p[193] * (p[240] + p[56] * hill2(y[15], p[57]) * recruitment) - p[58] * (1 + p[59] * y[8]) * y[6] - p[287] * y[6]
    dy[7] = p[194] * (p[241] + p[60] * hill2(y[13] + p[62] * y[14], p[61]) * hill(y[1], p[67]) * recruitment) - (p[63] + switching) * y[7] - p[288] * y[7]
    dy[8] = p[195] * (p[242] + switching * y[7] + p[11] * p[68] * hill(y[20], p[69])) - p[66] * y[8] - p[289] * y[8]
    dy[9] = p[196] * (p[243] + p[157] + p[154] * hill(above(y[29]), p[155]) * y[9] * crowding) - p[157] * y[9] - p[290] * y[9]
    dy[10] = p[197] * p[244] - closing * y[10] - p[291] * y[10]
    dy[11] = p[198] * (p[245] + closing * y[10]) - p[38] * y[11] - p[292] * y[11]
    dy[12] = p[199] * (p[246] + p[378] * migrating) - p[378] * (1 - migrating) * y[12] - p[293] * y[12]
    dy[13] = p[200] * (p[247] + p[41] * y[0] + ((p[42] * y[6] + p[43] * y[7]) * hill(y[1], p[22]) + p[50] * y[17]) * quiet + p[40] * y[10] + p[44] * above(y[18])) - p[45] * y[13] - p[294] * y[13]
    dy[14] = p[201] * (p[248] + p[47] * y[13] * quiet) - p[47] * y[14] - p[295] * y[14]
    dy[15] = p[202] * (p[249] + p[48] * y[13]) - p[48] * y[15] - p[296] * y[15]
    dy[16] = p[203] * (p[250] + p[51] + p[52] * y[8] + p[53] * y[0] + p[54] * above(y[19])) - p[51] * y[16] - p[297] * y[16]
    dy[17] = p[204] * (p[251] + p[30] * y[2]) - p[30] * y[17] - p[298] * y[17]
    dy[18] = p[205] * (p[252] + p[70] + (p[71] * (y[7] + y[8]) + p[10] * p[75] * hill2(above(y[18]), p[76])) * regulation) - p[70] * y[18] - p[299] * y[18]
    dy[19] = p[206] * (p[253] + p[70] + p[72] * y[8]) - p[70] * y[19] - p[300] * y[19]
    dy[20] = p[207] * (p[254] + becoming_myofibroblasts + p[11] * p[123] * y[20] * hill(y[8], p[129]) * room * vigour) - (p[122] + p[126] * relaxed) * y[20] - p[301] * y[20]
    dy[21] = p[208] * p[255] - p[74] * y[21] - p[302] * y[21]
    dy[22] = p[209] * p[256] - p[77] * y[22] - p[303] * y[22]
    dy[23] = p[210] * (p[257] + p[79] + p[78] * y[22]) - p[79] * y[23] - p[304] * y[23]
    dy[24] = p[211] * (p[258] + p[83] + p[80] * hill(tgf_excess, p[84]) * y[25] + p[81] * y[20] + p[82] * above(y[23])) - p[83] * y[24] - p[305] * y[24]
    dy[25] = p[212] * (p[259] + p[115] + p[116] * y[25] * hill(tgf_excess + p[118] * y[8], p[117]) * room * vigour) - (p[115] * y[25] + becoming_myofibroblasts) - p[306] * y[25]
    dy[26] = p[213] * (p[260] + p[88] + p[86] * y[8] + p[87] * y[20] + p[85] * y[10]) - p[88] * y[26] - p[307] * y[26]
    dy[27] = p[214] * (p[261] + p[89] * y[26] * (1 - relaxed) * (1 + p[90] * above(y[30]) + p[91] * y[8])) - p[89] * y[27] - p[308] * y[27]
    dy[28] = p[215] * (p[262] + p[93] + p[92] * y[20]) - p[93] * y[28] - p[309] * y[28]
    dy[29] = p[216] * (p[263] + p[97] + p[94] * y[4] + p[95] * y[8] + p[96] * y[13]) - p[97] * y[29] - p[310] * y[29]
    dy[30] = p[217] * (p[264] + p[107] + p[104] * y[6] + p[105] * y[7] / (1 + y[27] / p[106]) + p[113] * y[5]) - p[107] * y[30] - p[311] * y[30]
    dy[31] = p[218] * (p[265] + p[103] + p[98] * y[25] * hill(y[13], p[99]) / (1 + p[100] * tgf_excess) + p[101] * y[8] + p[102] * above(y[23]) + p[112] * y[5] + p[114] * (1 - tension)) - p[103] * y[31] - p[312] * y[31]
    dy[32] = p[219] * (p[266] + p[110] + p[108] * hill(tgf_excess, p[84]) * y[25] + p[109] * y[14]) - p[110] * y[32] - p[313] * y[32]
    dy[33] = p[220] * p[267] - p[124] * y[33] - p[314] * y[33]
    dy[34] = p[221] * (p[268] + p[127]) - p[127] * y[34] - p[315] * y[34]
    dy[35] = p[222] * (p[269] + vigour * p[136] * below(lysis) * y[35] + p[134] * y[20] * hill2(tgf_excess, p[135]) + p[11] * p[146] * y[20]) - (p[136] * lysis + p[137]) * y[35] - p[316] * y[35]
    dy[36] = p[223] * p[270] - (p[130] + p[131] * collagenase + p[132] * gelatinase) * y[36] - p[317] * y[36]
    dy[37] = p[224] * (p[271] + p[133] * below(synthesis) * tension) - (p[133] * collagenase + dying) * y[37] - p[318] * y[37]
    dy[38] = p[225] * (p[272] + p[138] * above(synthesis) * space) - p[140] * collagenase * y[38] - p[319] * y[38]
    dy[39] = p[226] * (p[273] + p[139] * above(synthesis) * space * ((1 - p[142]) + p[142] * y[28])) - p[141] * y[39] - p[320] * y[39]
    dy[40] = p[227] * (p[274] + p[151] * hill(y[13], p[152]) + p[160] * hill(y[5] + p[162] * y[10], p[161])) - p[153] * y[40] - p[321] * y[40]
    dy[41] = p[228] * (p[275] + p[163] * hill(y[13], p[164])) - p[165] * y[41] - p[322] * y[41]
    dy[42] = p[229] * (p[276] + p[172] + p[173] * hill(y[8], p[174])) - p[172] * y[42] - p[323] * y[42]
    dy[43] = p[230] * (p[277] + p[166] * follicle_supply * ((1 - p[186]) + p[186] * y[46])) - (p[166] * (1 + p[182] * above(dkk1)) + p[169] * hill4(above(y[18]), p[170]) + p[171] * hill4(y[7], p[177])) * y[43] - p[324] * y[43]
    dy[44] = p[231] * (p[278] + p[178] * ((1 - p[180]) + p[180] * y[46]) * (1 + p[179] * follicle_feed)) - p[178] * y[44] - p[325] * y[44]
    dy[45] = p[232] * (p[279] + p[181]) - p[181] * y[45] - p[326] * y[45]
    dy[46] = p[233] * (p[280] + p[184]) - p[184] * (1 + p[185] * above(dkk1) * (2 - below(y[43]))) * y[46] - p[327] * y[46]


@njit(cache=True, nogil=True, error_model='numpy')
def follow(y, p, q):
    """Quantities that follow."""
    attack = hill(y[6], p[20])
    dying = p[24] * attack * y[3]
    meal = p[20] * (1 + y[1] / p[29])
    clearing = p[17] + p[18] * hill(y[6], meal) + p[19] * hill(y[7] + y[8], meal)
    closing = 0.693147180559945 * p[378] * (4 * y[12] * y[12] * y[12] + 0.05)
    migrating = hill(y[10], p[39])
    quiet = 1 / (1 + above(y[16]) / p[46])
    inflammation = y[13] + y[14] + p[49] * above(y[18])
    recruitment = p[55] + (1 - p[55]) * y[9]
    switching = p[64] / (1 + y[13] / p[65])
    regulation = 1 / (1 + above(y[19]) / p[73])
    tgf_excess = above(y[27])
    collagen_total = y[37] + y[35] + y[38] + y[39]
    pull = 1 / (1 + p[125] * y[33])
    relaxed = (1 - pull) * y[35] / collagen_total
    collagenase = y[31] / ((1 - p[111]) + p[111] * y[32])
    gelatinase = y[30] / ((1 - p[111]) + p[111] * y[32])
    lack = positive(1 - collagen_total)
    tension = positive(1 - p[13] * hill2(lack, p[148]))
    vigour = 1 / (1 + above(y[34]) / p[128])
    room = positive(1 - (y[25] + y[20]) / p[119])
    becoming_myofibroblasts = p[120] * hill2(tgf_excess, p[121]) * y[25]
    synthesis_drive = (y[25] * (1 + hill(tgf_excess, p[144])) + p[143] * y[20]) * y[24] / (1 + p[145] * y[13] + p[149] * y[6])
    matrix = y[37] + y[38] + y[39]
    space = positive(p[147] - matrix) / (p[147] - 1)
    lysis = collagenase / p[15]
    procollagen = synthesis_drive * tension
    synthesis = synthesis_drive / p[14]
    crowding = positive(1 - y[9] / p[156])
    perfusion = y[9] * (1 + y[40])
    erythema = y[40] + p[158] * above(y[9]) + p[159] * y[11]
    dkk1 = 1 + p[12] * y[45]
    follicle_signal = (y[9] - 1) + (y[29] - 1)
    follicle_feed = follicle_signal / (p[168] + abs(follicle_signal))
    follicle_supply = 1 + p[167] * follicle_feed + p[175] * hill(above(y[42]), p[176]) / (1 + above(dkk1) / p[183])
    q[0] = attack
    q[1] = dying
    q[2] = meal
    q[3] = clearing
    q[4] = p[375]
    q[5] = p[376]
    q[6] = p[377]
    q[7] = p[378]
    q[8] = closing
    q[9] = migrating
    q[10] = quiet
    q[11] = inflammation
    q[12] = recruitment
    q[13] = switching
    q[14] = regulation
    q[15] = tgf_excess
    q[16] = collagen_total
    q[17] = pull
    q[18] = relaxed
    q[19] = collagenase
    q[20] = gelatinase
    q[21] = lack
    q[22] = tension
    q[23] = vigour
    q[24] = room
    q[25] = becoming_myofibroblasts
    q[26] = synthesis_drive
    q[27] = matrix
    q[28] = space
    q[29] = lysis
    q[30] = procollagen
    q[31] = synthesis
    q[32] = crowding
    q[33] = perfusion
    q[34] = erythema
    q[35] = dkk1
    q[36] = follicle_signal
    q[37] = follicle_feed
    q[38] = follicle_supply


@njit(cache=True, nogil=True, error_model='numpy')
def initial_state(p, y):
    """Species just after an injury."""
    y[0] = p[328] + p[0] + p[21] * p[3]
    y[1] = p[329] + p[0] - p[1]
    y[2] = p[330]
    y[3] = p[331] + p[3] * hill4(p[6], p[23])
    y[4] = p[332] + p[27] * hill(p[6], p[28])
    y[5] = p[333] + p[1]
    y[6] = p[334]
    y[7] = p[335]
    y[8] = p[336]
    y[9] = p[337] * (1 - p[6])
    y[10] = p[338] + p[7] * (1 - p[338])
    y[11] = p[339] * (1 - p[7])
    y[12] = p[340] * (1 - p[7] / (p[338] + p[7] + 1e-12))
    y[13] = p[341]
    y[14] = p[342]
    y[15] = p[343]
    y[16] = p[344]
    y[17] = p[345]
    y[18] = p[346] * (1 - p[4])
    y[19] = p[347] * (1 - p[4])
    y[20] = p[348] * (1 - p[0])
    y[21] = p[349] + p[346] * p[5]
    y[22] = p[350] + p[3]
    y[23] = p[351]
    y[24] = p[352]
    y[25] = p[353] * (1 - p[0])
    y[26] = p[354]
    y[27] = p[355]
    y[28] = p[356]
    y[29] = p[357]
    y[30] = p[358]
    y[31] = p[359]
    y[32] = p[360]
    y[33] = p[361] + (p[1] + p[2]) * (1 - p[361])
    y[34] = p[362]
    y[35] = p[363] * positive(1 - p[1] - p[2])
    y[36] = p[364] * (1 - p[1]) + p[2]
    y[37] = p[365] * positive(1 - p[1] - p[2])
    y[38] = p[366] * positive(1 - p[1] - p[2])
    y[39] = p[367] * positive(1 - p[1] - p[2])
    y[40] = p[368] + p[150] * p[3]
    y[41] = p[369]
    y[42] = p[370]
    y[43] = p[371]
    y[44] = p[372]
    y[45] = p[373]
    y[46] = p[374]
